"""The release that comes with the program: what is said when every staff file is broken or gone.

Small on purpose: overdose steps and a menu of one, and every text the line says by itself, in the languages of
`builtin.json`. Its `steps` are complete first steps, as texted (sources: CDC and SAMHSA overdose response pages; pending
clinical review); `safe` is said when no answer can be worked out at all. The wording is held by a test against the rules
for emergency text (three GSM-7 segments, 911 named, this line cannot call).
"""

from __future__ import annotations

from pkgutil import get_data

import msgspec

from app.engine.release import Choice, Flow, Node, Release, Speech, Text, Voice


class BuiltinLanguage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the program says by itself in one language."""

    name: str
    voices: dict[str, tuple[str, str]]
    """Provider -> name of its voice, and its code of the language."""
    word: str
    """Texting it opens the steps."""
    steps: str
    safe: str
    words: dict[str, tuple[str, ...]]
    texts: dict[str, str | Text]


_ALL = msgspec.json.decode(get_data(__package__, "builtin.json") or b"", type=dict[str, BuiltinLanguage])
STEPS = {language: ours.steps for language, ours in _ALL.items()}
SAFE = {language: ours.safe for language, ours in _ALL.items()}
WORDS = {language: ours.words for language, ours in _ALL.items()}
SPEECH = {
    language: Speech(name=ours.name, voices={provider: Voice(*voice) for provider, voice in ours.voices.items()})
    for language, ours in _ALL.items()
}
"""The languages that the program itself can read aloud."""


def _text(text: str | Text) -> Text:
    return Text(text) if isinstance(text, str) else text


def _release() -> Release:
    nodes = {
        "main.menu": Node(
            name="main.menu",
            say="main.menu",
            choices=(
                Choice(key="1", label="main.label.overdose", go="overdose.start"),
                Choice(key="2", label="main.label.person", go="person.start"),
            ),
            mark=1,
        ),
        "overdose.start": Node(name="overdose.start", say="overdose.start", done=True, text_me=True),
        "person.start": Node(name="person.start", say="", do="hand_over", done=True),
    }
    texts = {
        language: {key: _text(text) for key, text in ours.texts.items()} | {"overdose.start": Text(text=ours.steps)}
        for language, ours in _ALL.items()
    }
    return Release(
        id="builtin",
        languages=tuple(_ALL),
        flows={
            "main": Flow(name="main", about="The menu.", start="main.menu"),
            "overdose": Flow(
                name="overdose",
                about="Overdose steps.",
                start="overdose.start",
                word={language: ours.word for language, ours in _ALL.items()},
                answers={
                    "overdose_emergency": "overdose.start",
                    "overamp_emergency": "overdose.start",
                    "suicidal_crisis": "person.start",
                    "human": "person.start",
                },
            ),
        },
        nodes=nodes,
        texts=texts,
        words=WORDS,
        blanks={"line_name": "the harm reduction line", "line_number": "", "peer_number": ""},
        entry="main.menu",
        emergency="overdose.start",
        speech=SPEECH,
    )


BUILTIN = _release()
"""Complete in itself: every key the engine needs, in every language."""
