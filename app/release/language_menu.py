"""The list of languages: what staff wrote of it, and a choice for every other language that is live, by its name."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from app.engine.release import Choice, Node, Release, Text
from app.language.sms_text import not_gsm

SWITCHES = "switch_language"
GUESSED = "intent.language_switch"
_KEYS = "12345678"
_NAMED = 4
"""Names that a label has room for."""

Fingerprint = Callable[[tuple[Choice, ...], str], int]


def with_every_language(release: Release, *, fingerprint: Fingerprint) -> Release:
    """The release in which each list of languages leads to all that are live, as far as a list has keys."""
    nodes, added = dict(release.nodes), dict[str, str]()
    for name, node in release.nodes.items():
        listed = _languages_of(node, release)
        further = [code for code in release.languages if code not in listed] if listed else []
        free = [key for key in _KEYS if key not in {choice.key for choice in node.choices}]
        choices = list(node.choices)
        for key, code in zip(free, further, strict=False):
            label, to = f"{name}.{code}", f"{name}_{code}"
            nodes[to] = Node(name=to, say="line.language_switched", do=SWITCHES, language=code, done=True)
            choices.append(Choice(key=key, label=label, go=to))
            added[label] = code
        if len(choices) > len(node.choices):
            ways = tuple(sorted(choices, key=lambda choice: choice.key))
            nodes[name] = msgspec.structs.replace(node, choices=ways, mark=fingerprint(ways, node.next))
    if not added:
        return release
    leading = _leading(release)
    texts = {
        language: {**texts, **{label: _name(release, code, by=language) for label, code in added.items()}}
        | {label: _names(release, by=language) for label in leading if _lists_some(texts.get(label), release)}
        for language, texts in release.texts.items()
    }
    return msgspec.structs.replace(release, nodes=nodes, texts=texts)


def _leading(release: Release) -> set[str]:
    """Labels of the choices that lead to a list of languages, and of the guess that one is wanted."""
    return {GUESSED} | {
        choice.label
        for node in release.nodes.values()
        for choice in node.choices
        if choice.go in release.nodes and _languages_of(release.nodes[choice.go], release)
    }


def _lists_some(label: Text | None, release: Release) -> bool:
    """Whether this label is a list of languages by their names, and not of all that are live."""
    if label is None:
        return False
    named = [code for code in release.languages if _own_name(release, code) in label.text]
    return 1 < len(named) < len(release.languages)


def _names(release: Release, *, by: str) -> Text:
    """Live languages but the one that this label is read in, the first few; names in another script would make the whole page dear."""
    others = [code for code in release.languages if code != by]
    cheap = [code for code in others if not not_gsm(_own_name(release, code))]
    shown = cheap if len(cheap) == len(others) <= _NAMED else cheap[: _NAMED - 1]
    names = [_name(release, code, by=by) for code in shown]
    end = ", ..." if len(shown) < len(others) else ""
    voice = ", ".join(_name(release, code, by=by).voice or _own_name(release, code) for code in others)
    return Text(", ".join(name.text for name in names) + end, voice=voice)


def _languages_of(node: Node, release: Release) -> set[str]:
    """The languages that this list switches to; none where it is no list of languages alone."""
    ways = [release.nodes.get(choice.go) for choice in node.choices]
    return {way.language for way in ways if way is not None and way.do == SWITCHES} if _all_switch(ways) else set()


def _all_switch(ways: list[Node | None]) -> bool:
    return all(way is not None and way.do == SWITCHES for way in ways)


def _name(release: Release, code: str, *, by: str) -> Text:
    """As its own people write it; as those who listen call it."""
    spoken, own = release.speech.get(code), _own_name(release, code)
    return Text(own, voice=spoken.called.get(by, own) if spoken is not None else own)


def _own_name(release: Release, code: str) -> str:
    spoken = release.speech.get(code)
    return spoken.name if spoken is not None and spoken.name else code
