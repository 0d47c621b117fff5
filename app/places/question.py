"""A message as a place question: what is asked for, where, and whether it says nothing besides. Pure, nothing is kept."""

from __future__ import annotations

import re

import msgspec

from app.places.answers import Answer, Located, NearMe, NotFound
from app.places.geocode import Geocoder
from app.places.request import LONGEST, PlaceRequest, read_request

_HELD = "zq{}zq"
_HELD_AGAIN = re.compile(r"zq(\d)zq")


class PlaceQuestion(msgspec.Struct, frozen=True):
    """What a message asks for; `rest` holds the caller's words for the place and is thrown away at once."""

    services: tuple[str, ...]
    wishes: tuple[str, ...]
    rest: str
    answer: Answer

    @property
    def known(self) -> bool:
        """Whether the words name a place, or a kind of place that is asked back."""
        if isinstance(self.answer, NotFound):
            return self.answer.reason not in ("empty", "unknown")
        return not isinstance(self.answer, NearMe)


def read_question(text: str, geocoder: Geocoder, *, guess: bool = True) -> PlaceQuestion:
    """The services, wishes and place in these words; a name that holds a word for a service is a name: 'Needles, CA'.

    Without `guess` a place that is spelled wrong is not known.
    """
    return _read(text, read_request(text, geocoder.asked), geocoder, guess=guess)


def asked_only(text: str, geocoder: Geocoder) -> PlaceQuestion | None:
    """The place question that is all of this message, spelled right; None where it says more, or less."""
    request = read_request(text, geocoder.asked)
    if not request.services or not geocoder.may_explain(request.rest):
        return None  # most messages with a service in them: no name is looked for
    question = _read(text, request, geocoder, guess=False)
    return question if says_nothing_else(question, geocoder) else None


def _read(text: str, request: PlaceRequest, geocoder: Geocoder, *, guess: bool) -> PlaceQuestion:
    answer = geocoder.locate(request.rest, guess=False)
    if request.services and (len(request.services) > 1 or request.wishes or not isinstance(answer, Located)):
        held = _names_held(text, geocoder)
        if held is not None and held.services:
            request = held
            answer = geocoder.locate(request.rest, guess=False)
    if guess and isinstance(answer, NotFound):
        answer = geocoder.locate(request.rest)
    return PlaceQuestion(request.services, request.wishes, request.rest, answer)


def _names_held(text: str, geocoder: Geocoder) -> PlaceRequest | None:
    """The request where names of places that read as a service or a wish stay names; None where there is none."""
    lower = text[:LONGEST].lower()
    names: list[str] = []
    for words in geocoder.names_in(lower):
        asked = read_request(" ".join(words), geocoder.asked)
        if len(words) > 1 and (asked.services or asked.wishes):
            found = re.search(r"[\W_]+".join(map(re.escape, words)), lower)
            if found is not None and len(names) < 10:
                lower = f"{lower[: found.start()]}{_HELD.format(len(names))}{lower[found.end() :]}"
                names.append(found[0])
    if not names:
        return None
    request = read_request(lower, geocoder.asked)
    rest = _HELD_AGAIN.sub(lambda match: names[int(match[1])] if int(match[1]) < len(names) else "", request.rest)
    return msgspec.structs.replace(request, rest=rest)


def says_nothing_else(question: PlaceQuestion, geocoder: Geocoder) -> bool:
    """Whether the message is a place question and not a word besides: no other sense of its words is meant then."""
    if not question.services or not question.known:
        return False
    if isinstance(question.answer, Located) and not question.answer.sure:
        return False
    return geocoder.explains(question.rest, question.answer)
