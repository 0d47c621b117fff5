"""Reads the provider's XML (TwiML) into what a phone would live through; nothing is fetched or played.

Verbs, defaults and codes follow https://www.twilio.com/docs/voice/twiml and .../docs/messaging/twiml.
Mistakes become `Note`s, as they would become lines in the provider's log while the call goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urljoin
from xml.etree import ElementTree

import msgspec

from app.simulator.one_wait import one_wait
from app.simulator.phone_events import Ask, Bubble, End, Go, Heard, Note, Passage, Quiet, Ring, Step, Tones
from app.simulator.ssml import language_of_voice, spoken

LIMIT_BYTES = 64 * 1024
_LIMIT_TEXT = 1600
_LIMIT_MESSAGES = 10
_FOREVER = 3
"""How often something said `for ever` is said here."""

_ATTRIBUTES = {
    "Say": {"voice", "loop", "language"},
    "Play": {"loop", "digits"},
    "Pause": {"length"},
    "Gather": {
        *("input", "action", "method", "timeout", "speechTimeout", "maxSpeechTime"),
        *("profanityFilter", "finishOnKey", "numDigits", "partialResultCallback"),
        *("partialResultCallbackMethod", "language", "hints", "bargeIn", "debug"),
        *("actionOnEmptyResult", "speechModel", "enhanced"),
    },
    "Redirect": {"method"},
    "Hangup": set(),
    "Reject": {"reason"},
    "Dial": {
        *("action", "method", "timeout", "hangupOnStar", "timeLimit", "callerId", "record", "trim"),
        *("recordingStatusCallback", "recordingConfigurationId", "recordingStatusCallbackMethod"),
        *("recordingStatusCallbackEvent", "answerOnBridge", "ringTone", "recordingTrack"),
        *("sequential", "referUrl", "referMethod", "events"),
    },
    "Message": {"to", "from", "action", "method", "statusCallback"},
}


class Script(msgspec.Struct, frozen=True):
    """One document, read: the steps in order and what the provider would have noted."""

    steps: tuple[Step | Bubble, ...] = ()
    notes: tuple[Note, ...] = ()
    broken: bool = False
    """Nothing of it can be used: a caller would hear an apology and be cut off."""


def read_call(document: bytes, *, url: str) -> Script:
    """The steps of a voice document that was fetched from this full URL."""
    return _read(document, url=url, verbs=_CALL_VERBS)


def read_messages(document: bytes, *, url: str) -> Script:
    """The texts of a messaging document that was fetched from this full URL."""
    script = _read(document, url=url, verbs=_MESSAGE_VERBS)
    texts = [step for step in script.steps if isinstance(step, Bubble)]
    if len(texts) <= _LIMIT_MESSAGES:
        return script
    kept = set(map(id, texts[:_LIMIT_MESSAGES]))
    steps = tuple(step for step in script.steps if not isinstance(step, Bubble) or id(step) in kept)
    note = Note(14109, f"{len(texts)} messages in one answer; {_LIMIT_MESSAGES} are sent.")
    return Script(steps, (*script.notes, note))


class _TwimlReader(msgspec.Struct):
    """Collects notes while one document is read."""

    url: str
    notes: list[Note]

    def note(self, code: int, text: str) -> None:
        self.notes.append(Note(code, text))

    def link(self, element: ElementTree.Element, target: str | None) -> str:
        """The full URL a verb leads to; its own document's when it names none."""
        if element.get("method", "POST").upper() != "POST":
            self.note(0, f"<{element.tag}> asks for GET. This line answers POST only.")
        return urljoin(self.url, (target or "").strip())

    def number(self, element: ElementTree.Element, name: str, default: int, *, least: int = 0) -> int:
        value = element.get(name)
        if value is None or (name == "timeout" and value == "auto"):
            return default
        if value.strip().isdecimal() and int(value) >= least:
            return int(value)
        self.note(12200, f"<{element.tag}> {name}={value!r} is no number from {least}; {default} is used.")
        return default

    def flag(self, element: ElementTree.Element, name: str, *, default: bool) -> bool:
        value = element.get(name)
        if value in ("true", "false"):
            return value == "true"
        if value is not None:
            self.note(12200, f"<{element.tag}> {name}={value!r} is neither true nor false.")
        return default


_Verb = Callable[[_TwimlReader, ElementTree.Element], Iterator[Step | Bubble]]


def _read(document: bytes, *, url: str, verbs: dict[str, _Verb]) -> Script:
    root = _parse(document)
    if isinstance(root, Note):
        return Script(notes=(root,), broken=True)
    reader = _TwimlReader(url, [])
    steps: list[Step | Bubble] = []
    for element in root:
        if steps and isinstance(steps[-1], Go | End):
            reader.note(0, f"<{element.tag}> is never reached.")
            break
        verb = verbs.get(element.tag)
        if verb is None:
            code = 14110 if verbs is _MESSAGE_VERBS else 12200
            reader.note(code, f"<{element.tag}> does not belong here and is skipped.")
            continue
        _check_attributes(reader, element)
        steps.extend(verb(reader, element))
    return Script(one_wait(steps), tuple(reader.notes))


def _parse(document: bytes) -> ElementTree.Element | Note:
    """The root element, or why the provider would refuse the document."""
    if len(document) > LIMIT_BYTES:
        return Note(11750, f"The document has {len(document)} bytes; 65536 are allowed.")
    try:
        text = document.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Note(12100, "The document is not UTF-8.")
    # No document of ours has a DTD, and one could name files or grow without end.
    if "<!DOCTYPE" in text:
        return Note(12100, "The document has a DOCTYPE, which is not read.")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without a DTD there is nothing to expand or fetch
    except (ElementTree.ParseError, ValueError) as error:
        return Note(12100, f"The document is not XML: {error}.")
    if root.tag != "Response":
        return Note(12102, f"The document begins with <{root.tag}>, not with <Response>.")
    return root


def _check_attributes(reader: _TwimlReader, element: ElementTree.Element) -> None:
    unknown = sorted(set(element.attrib) - _ATTRIBUTES.get(element.tag, set()))
    for name in unknown:
        reader.note(12200, f"<{element.tag}> has no attribute {name!r}.")


def _say(reader: _TwimlReader, element: ElementTree.Element) -> Iterator[Passage]:
    voice = element.get("voice", "")
    language = element.get("language") or language_of_voice(voice) or "en-US"
    passages = tuple(spoken(element, language))
    if not passages:
        reader.note(13520, "<Say> is empty.")
        return
    limit = 3000 if voice.startswith("Polly") else 5000 if voice.startswith("Google") else 4096
    size = sum(len(passage.text.encode()) for passage in passages if isinstance(passage, Heard))
    if size > limit:
        reader.note(13521, f"<Say> has {size} bytes; this voice speaks {limit}.")
        return
    for _ in range(reader.number(element, "loop", 1) or _FOREVER):
        yield from passages


def _play(reader: _TwimlReader, element: ElementTree.Element) -> Iterator[Passage]:
    what = element.get("digits") or (element.text or "").strip()
    if what:
        yield Tones(what)
    else:
        reader.note(12200, "<Play> names nothing to play.")


def _pause(reader: _TwimlReader, element: ElementTree.Element) -> Iterator[Passage]:
    yield Quiet(reader.number(element, "length", 1))


_PASSAGES: dict[str, Callable[[_TwimlReader, ElementTree.Element], Iterator[Passage]]] = {
    "Say": _say,
    "Play": _play,
    "Pause": _pause,
}


def _gather(reader: _TwimlReader, element: ElementTree.Element) -> Iterator[Step]:
    kinds = element.get("input", "dtmf").split()
    if not kinds or set(kinds) - {"dtmf", "speech"}:
        reader.note(12200, f"<Gather> input={element.get('input')!r} is neither dtmf nor speech.")
    if "action" not in element.attrib:
        reader.note(0, "<Gather> has no action: the answer goes to the document it stands in.")
    prompt: list[Passage] = []
    for child in element:
        read = _PASSAGES.get(child.tag)
        if read is None:
            reader.note(13320, f"<{child.tag}> may not stand inside <Gather>.")
            continue
        _check_attributes(reader, child)
        prompt.extend(read(reader, child))
    yield Ask(
        action=reader.link(element, element.get("action")),
        prompt=tuple(prompt),
        keys="dtmf" in kinds,
        speech="speech" in kinds,
        timeout=reader.number(element, "timeout", 5),
        digits=reader.number(element, "numDigits", 0, least=1),
        finish=element.get("finishOnKey", "#"),
        language=element.get("language", "en-US"),
        barge_in=reader.flag(element, "bargeIn", default=True),
        sends_silence=reader.flag(element, "actionOnEmptyResult", default=False),
    )


def _redirect(reader: _TwimlReader, element: ElementTree.Element) -> Iterator[Step]:
    target = (element.text or "").strip()
    if not target:
        reader.note(0, "<Redirect> is empty: the same document is fetched again.")
    yield Go(reader.link(element, target))


def _dial(reader: _TwimlReader, element: ElementTree.Element) -> Iterator[Step]:
    number, accept = (element.text or "").strip(), ""
    for child in element:
        accept = reader.link(child, child.get("url")) if child.get("url") else accept
        if child.tag in ("Number", "Sip", "Client", "Conference", "Queue"):
            number = number or (child.text or "").strip()
        else:
            reader.note(13215, f"<{child.tag}> may not stand inside <Dial>.")
    caller_id = element.get("callerId", "")
    if not caller_id:
        reader.note(0, "<Dial> has no callerId: the caller's own number would be passed on.")
    if element.get("record", "do-not-record") != "do-not-record":
        reader.note(0, "<Dial> records the call. This line must never record.")
    action = reader.link(element, element.get("action")) if "action" in element.attrib else ""
    yield Ring(number=number, caller_id=caller_id, action=action, accept=accept)


def _hangup(reader: _TwimlReader, element: ElementTree.Element) -> Iterator[Step]:
    yield End("hangup")


def _reject(reader: _TwimlReader, element: ElementTree.Element) -> Iterator[Step]:
    yield End("busy" if element.get("reason") == "busy" else "rejected")


def _message(reader: _TwimlReader, element: ElementTree.Element) -> Iterator[Bubble]:
    bodies = [child for child in element if child.tag == "Body"]
    media = sum(child.tag == "Media" for child in element)
    text = "".join(["".join(body.itertext()) for body in bodies]) if bodies else element.text or ""
    if len(text) > _LIMIT_TEXT:
        reader.note(21617, f"A text has {len(text)} characters; {_LIMIT_TEXT} are allowed. Not sent.")
    elif not text.strip() and not media:
        reader.note(14103, "A text is empty and is not sent.")
    else:
        yield Bubble(text=text.strip(), media=media)


_CALL_VERBS: dict[str, _Verb] = {
    **_PASSAGES,
    "Gather": _gather,
    "Redirect": _redirect,
    "Dial": _dial,
    "Hangup": _hangup,
    "Reject": _reject,
}
_MESSAGE_VERBS: dict[str, _Verb] = {"Message": _message, "Redirect": _redirect}
