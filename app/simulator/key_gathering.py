"""What the provider makes of keys, speech and silence while a line listens; pure."""

from __future__ import annotations

import msgspec

from app.simulator.phone_events import Ask

KEYS = "0123456789*#"


class Sent(msgspec.Struct, frozen=True):
    """The answer is complete and goes to the action, with these fields."""

    fields: tuple[tuple[str, str], ...]


class Fell(msgspec.Struct, frozen=True):
    """Nothing came: the script goes on below."""


class Waiting(msgspec.Struct, frozen=True):
    """The line goes on listening; `typed` holds the keys so far."""

    typed: str = ""


Outcome = Sent | Fell | Waiting


def press(ask: Ask, typed: str, key: str) -> Outcome:
    """What one more key leads to."""
    if not ask.keys or len(key) != 1 or key not in KEYS:
        return Waiting(typed)
    if key in ask.finish:
        # The finish key alone is silence: it never reaches the line as a digit.
        return _digits(typed, finished=key) if typed else _nothing(ask)
    typed += key
    if ask.digits and len(typed) >= ask.digits:
        return _digits(typed)
    return Waiting(typed)


def speak(ask: Ask, words: str, *, confidence: float = 0.92) -> Outcome:
    """What saying something leads to; a line that listens for keys only hears nothing."""
    heard = words.strip()
    if not ask.speech or not heard:
        return Waiting()
    sentence = heard[0].upper() + heard[1:]
    if sentence[-1] not in ".?!":
        sentence += "."
    return Sent(
        (
            ("SpeechResult", sentence),
            ("Confidence", f"{confidence:.7f}"),
            ("Language", ask.language),
        )
    )


def stay_silent(ask: Ask, typed: str) -> Outcome:
    """What it leads to when `ask.timeout` runs out; keys typed so far are sent."""
    return _digits(typed) if typed else _nothing(ask)


def _digits(typed: str, *, finished: str = "") -> Sent:
    fields = [("Digits", typed), ("msg", "Gather End")]
    if finished:
        fields.append(("FinishedOnKey", finished))
    return Sent(tuple(fields))


def _nothing(ask: Ask) -> Outcome:
    if not ask.sends_silence:
        return Fell()
    name = "Digits" if ask.keys else "SpeechResult"
    return Sent(((name, ""), ("msg", "Gather End")))
