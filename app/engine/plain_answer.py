"""Plain answers: the only thing that what cannot be undone is built from.

Opting out or in, deleting, closing a check, taking or leaving an alarm, agreeing, inviting, arming: each of these effects
holds a `PlainAnswer`, and a `PlainAnswer` is made here only, from a listed word or number to what was asked, a carrier's
word, or a revocation in so many words. A `Meaning` cannot make one, whatever its confidence.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from app.language.said import Said
from app.language.short_answers import is_carrier_start, is_carrier_stop


class PlainAnswer(msgspec.Struct, frozen=True, tag=True):
    """What was asked, and what was plainly answered; our own names for both, never the caller's words."""

    question: str
    answer: str


def pressed(key: str, *, question: str, keys: Collection[str]) -> PlainAnswer | None:
    """The answer of a key that was offered; None for any other."""
    return PlainAnswer(question, key) if key and key in keys else None


def listed(
    said: Said, *, question: str, answer: str, words: Collection[str], around: Collection[str] = ()
) -> PlainAnswer | None:
    """The answer where all of the message is made of words staff listed for it; None otherwise."""
    return PlainAnswer(question, answer) if said.made_of(words, around) else None


def carrier_stop(said: Said) -> PlainAnswer | None:
    """STOP in one of the forms that every carrier knows, as the whole message (47 CFR 64.1200(a)(10))."""
    return PlainAnswer("texts", "stop") if is_carrier_stop(said.words, said.text) else None


def carrier_start(said: Said) -> PlainAnswer | None:
    """START or its like, as the whole message."""
    return PlainAnswer("texts", "start") if is_carrier_start(said.words) else None


def command_word(said: Said, *, command: str, words: Collection[str]) -> PlainAnswer | None:
    """The answer where the whole message is one of the line's own command words."""
    return PlainAnswer("command", command) if said.words in words and not said.asks else None


def reacted(said: Said, *, question: str, asked: Collection[str]) -> PlainAnswer | None:
    """A heart or a thumb on the very text that asked; one on an older text of ours answers nothing."""
    return PlainAnswer(question, "like") if said.reaction == "like" and said.taps(asked) else None


def revoked(said: Said, *, by_rule: bool) -> PlainAnswer | None:
    """Permission taken back in so many words; `by_rule` is what the rules of revocation found, never a model."""
    return PlainAnswer("texts", "revoked") if by_rule and said.words else None


def code(*, fits: bool) -> PlainAnswer | None:
    """The caller's own closing code, which the record compared."""
    return PlainAnswer("check", "code") if fits else None


def number_given(*, given: bool) -> PlainAnswer | None:
    """Somebody's phone number, where it was asked for."""
    return PlainAnswer("contact", "number") if given else None


def place_given(said: Said) -> PlainAnswer | None:
    """The place or the code that was asked for, and that arms by being sent, as the question says."""
    return PlainAnswer("arm", "place") if len(said.text.strip()) > 1 else None


def either(yes: PlainAnswer | None, no: PlainAnswer | None) -> PlainAnswer | None:
    """The one that was said; None where the message can be read as both, which is plainly neither."""
    return None if yes is not None and no is not None else yes or no
