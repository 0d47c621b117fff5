"""A pretend phone: one fictional number, one conversation by text, at most one call."""

from __future__ import annotations

from collections import deque

from app.simulator.call import Call
from app.simulator.fake_provider import Exchange
from app.simulator.form import HIDDEN, text_form
from app.simulator.phone_events import Bubble, Go, Moment, Note
from app.simulator.segments import count_segments, guess_language
from app.simulator.twiml import read_messages

_REMEMBERED = 200
_REDIRECTS = 10


class PretendPhone:
    """What one person holds; `number` must be fictional (555-01xx)."""

    def __init__(self, exchange: Exchange, *, number: str, hidden: bool = False) -> None:
        if not is_fictional(number):
            msg = "A pretend phone needs a fictional number: +1, an area code, then 55501 and two digits."
            raise ValueError(msg)
        self.number = number
        self.hidden = hidden
        """Whether calls withhold the number."""
        self.texts: deque[Bubble] = deque(maxlen=_REMEMBERED)
        self.call: Call | None = None
        self._exchange = exchange

    @property
    def last_document(self) -> str:
        """What the line answered last, as the provider got it."""
        return self._exchange.last_document

    async def text(self, body: str) -> list[Moment]:
        """Sends a text; returns it as it stands in the conversation, then what came back."""
        mine = bubble(body, mine=True)
        self.texts.append(mine)
        line = self._exchange.line
        form = text_form(
            line,
            self._exchange.new_sid("SM"),
            sender=self.number,
            body=body,
            segments=mine.segments,
        )
        moments: list[Moment] = [mine]
        url = line.url(line.sms_path)
        for _ in range(_REDIRECTS):
            script = await self._exchange.fetch(url, form, read=read_messages)
            moments.extend(script.notes)
            url = ""
            for step in script.steps:
                if isinstance(step, Go):
                    url = step.url
                elif isinstance(step, Bubble):
                    moments.append(self.receive(step.text, media=step.media))
            if not url:
                return moments
        return [*moments, Note(0, f"{_REDIRECTS} documents in a row led on. The provider gives up.")]

    def receive(self, body: str, *, media: int = 0) -> Bubble:
        """Puts a text from the line into the conversation."""
        theirs = bubble(body, media=media)
        self.texts.append(theirs)
        return theirs

    async def start_call(self) -> list[Moment]:
        """Rings the line; a call still going on is put down first."""
        if self.call is not None:
            await self.call.hang_up()
        self.call = Call(self._exchange, sender=HIDDEN if self.hidden else self.number)
        return await self.call.start()


def bubble(text: str, *, mine: bool = False, media: int = 0) -> Bubble:
    """A text with what it costs and the language it seems to be in."""
    segments, encoding = count_segments(text)
    return Bubble(
        text=text,
        mine=mine,
        segments=segments,
        encoding=encoding,
        language=guess_language(text),
        media=media,
    )


def is_fictional(number: str) -> bool:
    """Whether a number is one of the North American numbers set aside for fiction."""
    return len(number) == 12 and number.startswith("+1") and number[5:10] == "55501" and number[1:].isdecimal()
