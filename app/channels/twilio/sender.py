"""Hands texts and calls to the provider: the only outbound requests of this program, and the only import of Twilio.

The library is loaded when the first sender is made: that takes half a second, which a web process does not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from app.base import log
from app.channels.base import Letter, LetterLanguage
from app.channels.letter_language import shipped_language
from app.channels.results import Outcome
from app.channels.twilio import twiml
from app.channels.twilio.codes import BUGS, refused
from app.config.settings import Settings
from app.engine.effects import Effect, HangUp, Listen, Say
from app.engine.release import Voice
from app.language.gsm7 import as_sent
from app.language.speaking_time import seconds

_log = log.get("sender")

TEXT_CAP = 1600
RING_SECONDS = 25
"""How long a phone rings: shorter than most voicemail takes to answer."""
CALL_SECONDS = 180
RING_ON_SECONDS, ANSWER_SECONDS = 90, 8
"""How long a call goes on saying why it rings, and how long it listens each time: an assistant may take half a minute to put
somebody through, and somebody who nods off wakes late."""
SLOW = 0.8
"""The pace of such a call."""
SAID_CAP = 500
"""Characters said on a call: with everything escaped still within a call's own TwiML."""
DOCUMENT_CAP = 4000
"""Characters of TwiML that a request may carry (error 32018)."""


class Sender:
    """Sends from this line's numbers, and from a number of its own whatever is urgent, if one is set."""

    def __init__(self, settings: Settings, *, transport: object = None) -> None:
        from twilio.rest import Client

        from app.channels.twilio.transport import Transport

        self._settings = settings
        self.transport = transport or Transport(settings.provider_base)
        self._client = Client(
            settings.twilio_account_sid,
            settings.auth_tokens[0],
            http_client=self.transport,
            # Otherwise TWILIO_EDGE and TWILIO_REGION would silently change the host.
            environment={"TWILIO_ACCOUNT_SID": settings.twilio_account_sid},
        )

    def send(self, letter: Letter) -> Outcome:
        """What became of it; never an exception."""
        import httpx
        from twilio.base.exceptions import TwilioException

        from app.channels.twilio.transport import TooMany

        try:
            return Outcome("sent", sid=self._call(letter) if letter.channel == "voice" else self._text(letter))
        except TooMany as many:
            return Outcome("retry", code=many.code, after=many.after)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return Outcome("retry")  # nothing was handed over
        except (httpx.HTTPError, httpx.StreamError) as error:
            _log.warning("sender.no_answer", id=letter.id, exc_info=error)
            return Outcome("unknown")
        except TwilioException as error:
            return _refusal(error, letter.tries)
        except Exception as error:
            # An answer that the library cannot read was an answer all the same.
            _log.error("sender.failed", id=letter.id, exc_info=error)
            return Outcome("unknown")

    def delete(self, sid: str) -> bool:
        """Whether the provider keeps no copy of this message or call any more."""
        import httpx
        from twilio.base.exceptions import TwilioException

        from app.channels.twilio.transport import TooMany

        try:
            if sid.startswith("CA"):
                return bool(self._client.calls(sid).delete())
            return bool(self._client.messages(sid).delete())
        except TwilioException as error:
            return getattr(error, "status", 0) == 404
        except (TooMany, httpx.HTTPError, httpx.StreamError):
            return False

    def close(self) -> None:
        """No connection stays open."""
        close = getattr(self.transport, "close", None)
        if close is not None:
            close()

    def _text(self, letter: Letter) -> str:
        body = f"{_language(letter).repeat_mark} {letter.body}" if letter.repeat else letter.body
        made = self._client.messages.create(
            to=letter.to,
            body=as_sent(body)[:TEXT_CAP],
            status_callback=self._status(letter),
            validity_period=letter.validity,
            **self._from(urgent=letter.urgent),
            **self._retention(),
        )
        return str(made.sid)

    def _call(self, letter: Letter) -> str:
        made = self._client.calls.create(
            to=letter.to,
            from_=self._number(urgent=letter.urgent),
            twiml=call_document(letter, base=self._settings.webhook_base),
            status_callback=self._status(letter),
            status_callback_event=["completed"],
            timeout=RING_SECONDS,
            time_limit=CALL_SECONDS,
            record=False,
        )
        return str(made.sid)

    def _status(self, letter: Letter) -> str:
        return f"{self._settings.webhook_base}/twilio/status?o={quote(letter.id)}"

    def _from(self, *, urgent: bool) -> Mapping[str, str]:
        if urgent and self._settings.twilio_escalation_from:
            return {"from_": self._settings.twilio_escalation_from}
        if self._settings.twilio_messaging_service_sid:
            return {"messaging_service_sid": self._settings.twilio_messaging_service_sid}
        return {"from_": self._number(urgent=urgent)}

    def _number(self, *, urgent: bool) -> str:
        own = self._settings.twilio_escalation_from if urgent else ""
        return own or self._settings.twilio_from or self._settings.line_number

    def _retention(self) -> Mapping[str, str]:
        wanted = {}
        if self._settings.twilio_discards_content:
            wanted["content_retention"] = "discard"
        if self._settings.twilio_obfuscates_numbers:
            wanted["address_retention"] = "obfuscate"
        return wanted


def _language(letter: Letter) -> LetterLanguage:
    return letter.spoken or shipped_language(letter.language)


def call_document(letter: Letter, *, base: str) -> str:
    """What a call says, again and again for a minute or more, listening after each time; then it hangs up.

    It repeats by itself, so that whoever is woken, or put through by an assistant after half a minute, still hears it even
    when this line is down. A voicemail is no answer: only a key, or listed words, are one.
    """
    own = _language(letter).voices.get(twiml.PROVIDER)
    voices = {letter.language: own} if own is not None else twiml.VOICES
    said = Say(letter.body[:SAID_CAP], letter.language, slower=True)
    if not letter.answer_path:
        return twiml.call([said, said, HangUp()], action="", voices=voices).decode()
    action = base + twiml.address(letter.answer_path)
    rounds = max(2, int(RING_ON_SECONDS / (seconds(said.text) / SLOW + ANSWER_SECONDS)))
    document = _repeated(said, rounds, action, voices)
    while len(document) > DOCUMENT_CAP and rounds > 1:
        rounds -= 1
        document = _repeated(said, rounds, action, voices)
    return document


def _repeated(said: Say, rounds: int, action: str, voices: Mapping[str, Voice]) -> str:
    listen = Listen(timeout=ANSWER_SECONDS, language=said.language, falls=True)
    last = Listen(timeout=ANSWER_SECONDS, language=said.language)
    effects: list[Effect] = [effect for _ in range(rounds - 1) for effect in (said, listen)]
    return twiml.call([*effects, said, last], action=action, voices=voices).decode()


def _refusal(error: Exception, tries: int) -> Outcome:
    status, code = int(getattr(error, "status", 0) or 0), int(getattr(error, "code", 0) or 0)
    code = 0 if code == status else code  # the library's own filling-in
    return Outcome(refused(status, code, tries=tries), code=code or status, bug=code in BUGS)
