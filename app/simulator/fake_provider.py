"""The pretend provider between phones and a line: signs, posts, and reads what comes back."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable

from app.base.clock import Clock, now
from app.channels.twilio.signature import sign
from app.simulator.form import Fields, LineUnderTrial
from app.simulator.http_post import HttpAnswer, Post
from app.simulator.phone_events import Note
from app.simulator.twiml import Script

NewSid = Callable[[str], str]
Read = Callable[..., Script]

_REASONS = {
    403: " The signature did not fit: TWILIO_AUTH_TOKEN and PUBLIC_URL must be the line's own.",
    404: " There is no line at this address.",
}
_XML = ("text/xml", "application/xml", "text/html")


def new_sid(prefix: str) -> str:
    """An id like the provider's: two letters and 32 hex digits."""
    return prefix + secrets.token_hex(16)


class Exchange:
    """One line, the way to it, a clock and a source of ids: what all pretend phones share.

    Later the same place rings phones for outgoing messages and calls, and moves the clock.
    """

    def __init__(self, line: LineUnderTrial, post: Post, *, clock: Clock = now, new_sid: NewSid = new_sid) -> None:
        self.line = line
        self.clock = clock
        self.new_sid = new_sid
        self._post = post
        self.last_document = ""
        """What the line answered last, for people who want to look behind the scenes."""

    async def post(self, url: str, fields: Fields) -> HttpAnswer | Note:
        """The line's answer to a signed form, or why it could not be asked."""
        path = self.line.path(url)
        if not path:
            return Note(11200, "The document leads away from this line, which is not followed here.")
        headers = {
            "User-Agent": "TwilioProxy/1.1",
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "I-Twilio-Idempotency-Token": str(uuid.uuid4()),
            "X-Home-Region": "us1",
            "X-Twilio-Signature": sign(url.partition("#")[0], fields, self.line.token),
        }
        answer = await self._post(path, fields, headers)
        if answer.status == 0:
            return Note(11205, "The line could not be reached, or took longer than 15 seconds.")
        if not 200 <= answer.status < 300:
            return Note(11217, f"The line answered with HTTP {answer.status}.{_REASONS.get(answer.status, '')}")
        return answer

    async def fetch(self, url: str, fields: Fields, *, read: Read) -> Script:
        """The document the line answers with, read; broken when a provider could not use it."""
        self.last_document = ""
        answer = await self.post(url, fields)
        if isinstance(answer, Note):
            return Script(notes=(answer,), broken=True)
        self.last_document = answer.body.decode("utf-8", "replace")
        if answer.status == 204:
            return Script()
        if not answer.body:
            return Script(notes=(Note(11770, "The answer is empty."),))
        kind = answer.content_type.partition(";")[0].strip().lower()
        if kind not in _XML:
            return Script(notes=(Note(12300, f"The answer is {kind or 'of no type'}, not XML."),), broken=True)
        return read(answer.body, url=url)
