"""Effects -> TwiML: the only place that knows the provider's verbs.

Built by hand, because the library's builder costs as much as all the rest of an answer; checked in tests
against Twilio's schema of verbs, attributes and nesting, and parsed as XML 1.0 for any text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import assert_never

import msgspec

from app.engine.builtin import BUILTIN
from app.engine.effects import Connect, Effect, HangUp, Listen, Pause, Say, Unspoken
from app.engine.release import Voice
from app.language.gsm7 import as_sent

CONTENT_TYPE = "text/xml; charset=utf-8"
EMPTY = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?><Response>'
_TAIL = "</Response>"
MESSAGE_CAP = 1500
"""Characters in one `<Message>`; Twilio refuses more than 1,600 (error 21617)."""
SAY_CAP = 2800
"""Bytes in one `<Say>`; the voices used here take 3,000 (error 13521)."""

SPEECH_MODEL = "phone_call"
MOST_HINTS, HINT_CAP = 500, 100
"""Phrases of one `<Gather>`, and letters of one; more are refused."""

PROVIDER = "twilio"
"""Under this name a language has its voice here."""
VOICES: Mapping[str, Voice] = {code: one.voices[PROVIDER] for code, one in BUILTIN.speech.items()}
"""Language -> voice, where no release says otherwise."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters XML 1.0 cannot hold, whatever their escape."""


_VOICE = ("step", "peer", "accept")


def address(place: str) -> str:
    """Where Twilio posts what is meant for this place of the line, like `step?n=2`; an address already made stays."""
    if not place or place.startswith("/"):
        return place  # rows of an outbox from before there were several providers
    return f"/twilio/voice/{place}" if place.startswith(_VOICE) else f"/twilio/{place}"


def escape(text: str) -> str:
    """The text as XML 1.0 character data and attribute value."""
    if text.isascii() and text.isprintable() and "&" not in text and "<" not in text and '"' not in text:
        return text
    clean = _NOT_XML.sub(" ", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def message(effects: Sequence[Effect]) -> bytes:
    """The reply to a text, as a phone gets it: everything said, in one message where it fits; nothing said, no message."""
    said = [as_sent(effect.text) for effect in effects if type(effect) is Say]
    if not "".join(said).strip():
        return EMPTY
    body = "\n".join(said)
    bodies = [body] if len(body) <= MESSAGE_CAP else packed(said)
    inside = "".join(f"<Message>{escape(one)}</Message>" for one in bodies)
    return f"{_HEAD}{inside}{_TAIL}".encode()


def packed(said: Sequence[str]) -> list[str]:
    """The passages in as few messages as hold them, cut between passages and, where one is too long, between words."""
    bodies: list[str] = []
    for text in (piece for passage in said for piece in _pieces(passage, MESSAGE_CAP)):
        if bodies and len(bodies[-1]) + 1 + len(text) <= MESSAGE_CAP:
            bodies[-1] += "\n" + text
        else:
            bodies.append(text)
    return bodies[:10]


def _pieces(text: str, most: int) -> list[str]:
    pieces: list[str] = []
    while len(text) > most:
        cut = text.rfind(" ", 0, most)
        cut = cut if cut > 0 else most
        pieces.append(text[:cut])
        text = text[cut:].lstrip()
    return [*pieces, text]


def call(
    effects: Sequence[Effect],
    *,
    action: str,
    peer: str = "",
    caller_id: str = "",
    after_peer: str = "",
    voices: Mapping[str, Voice] = VOICES,
) -> bytes:
    """The answer on a call; `action` is where the next key, word or silence is posted.

    `voices` are those of the live languages. What is in a language without one is not said: another language's voice
    would make nonsense of it.

    `peer` and `caller_id` are the programme's own numbers. Without a caller id nothing is dialled: Twilio would
    show the caller's.
    """
    out: list[str] = []
    open_prompt: list[str] = []
    for effect in effects:
        match effect:
            case Say():
                open_prompt.extend(_say(effect, voices))
            case Pause(seconds):
                open_prompt.append(f'<Pause length="{seconds}"/>')
            case Listen():
                out.append(_gather(effect, open_prompt, action, voices))
                open_prompt = []
            case Connect():
                out.extend(open_prompt)
                open_prompt = []
                out.append(_bridge(effect, peer, caller_id, after_peer))
            case HangUp():
                out.extend(open_prompt)
                open_prompt = []
                out.append("<Hangup/>")
            case _:
                if not isinstance(effect, Unspoken):
                    assert_never(effect)
    out.extend(open_prompt)
    return f"{_HEAD}{''.join(out)}{_TAIL}".encode()


def _say(effect: Say, voices: Mapping[str, Voice]) -> list[str]:
    voice = voices.get(effect.language)
    if voice is None:
        return []
    most = SAY_CAP // 2 if len(escape(effect.text).encode()) <= SAY_CAP else SAY_CAP // 6
    return [
        f'<Say voice="{escape(voice.name)}" language="{escape(voice.locale)}">{_paced(piece, slower=effect.slower)}</Say>'
        for piece in map(escape, _pieces(effect.text, most))
        if piece.strip()  # an empty <Say> fails the whole document (error 13520)
    ]


def _paced(text: str, *, slower: bool) -> str:
    return f'<prosody rate="slow">{text}</prosody>' if slower else text


def _gather(listen: Listen, prompt: Sequence[str], action: str, voices: Mapping[str, Voice]) -> str:
    """One wait; in two verbs where words may interrupt nothing, since a recogniser that listens cuts the voice off."""
    if listen.quiet and listen.speech and prompt:
        keys = _one_gather(msgspec.structs.replace(listen, speech=False, falls=True, timeout=1), prompt, action, voices)
        return keys + _one_gather(listen, (), action, voices) + _after_silence(listen, action)
    return _one_gather(listen, prompt, action, voices) + _after_silence(listen, action)


def _after_silence(listen: Listen, action: str) -> str:
    return "" if listen.falls else f'<Redirect method="POST">{escape(action)}</Redirect>'


def _one_gather(listen: Listen, prompt: Sequence[str], action: str, voices: Mapping[str, Voice]) -> str:
    heard = "dtmf speech" if listen.speech and listen.language in voices else "dtmf"
    empty = "" if listen.falls else 'actionOnEmptyResult="true" '
    return (
        f'<Gather input="{heard}" action="{escape(action)}" method="POST" timeout="{listen.timeout}" '
        f'numDigits="{listen.digits}" finishOnKey="" {empty}{_recogniser(listen, voices)}>{"".join(prompt)}</Gather>'
    )


def _recogniser(listen: Listen, voices: Mapping[str, Voice]) -> str:
    """What words are heard with: a model made for telephones, which alone takes `auto` (warning 13335), and likely words."""
    voice = voices.get(listen.language)
    if voice is None:
        return ""
    locale = escape(voice.locale)
    if not listen.speech:
        return f'language="{locale}"'
    hints = f' hints="{escape(", ".join(_hints(listen.hints)))}"' if listen.hints else ""
    return (
        f'profanityFilter="false" speechTimeout="auto" speechModel="{SPEECH_MODEL}" enhanced="true" '
        f'language="{locale}"{hints}'
    )


def _hints(words: Sequence[str]) -> list[str]:
    return [hint for word in words[:MOST_HINTS] if (hint := word.replace(",", " ").strip()[:HINT_CAP])]


def _bridge(wanted: Connect, peer: str, caller_id: str, after: str) -> str:
    number = _dialled(wanted.number) or peer
    if number and caller_id:
        return _dial(wanted, number, caller_id, after)
    return f'<Redirect method="POST">{escape(after)}</Redirect>'  # nobody to bridge to: go on as after no answer


def _dial(wanted: Connect, number: str, caller_id: str, after: str) -> str:
    """A peer takes the call by a key, so that no voicemail does; a public line has menus of its own, and star ends it."""
    accept = "" if wanted.number else f' url="{address("accept")}?l={escape(wanted.language)}" method="POST"'
    star = ' hangupOnStar="true"' if wanted.number else ""
    return (
        f'<Dial action="{escape(after)}" method="POST" timeout="25" record="do-not-record" answerOnBridge="true"{star} '
        f'callerId="{escape(caller_id)}"><Number{accept}>{escape(number)}</Number></Dial>'
    )


def _dialled(number: str) -> str:
    digits = "".join(character for character in number if character.isdigit())
    return f"+1{digits}" if len(digits) == 10 else digits
