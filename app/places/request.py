"""What a message asks for: services, wishes and the rest, in which the place is. Pure, and nothing is kept."""

from __future__ import annotations

import re

import msgspec

from app.places.asked_words import AskedWords

LONGEST = 400


class PlaceRequest(msgspec.Struct, frozen=True):
    """What was asked for, in our names; `rest` holds what is left of the caller's words and is thrown away at once."""

    services: tuple[str, ...]
    wishes: tuple[str, ...]
    """Such as `open_now`, `open:su`, `open:+1@10:00`, `24h`, `kind:vending_machine`, `language:es`."""
    rest: str


def names_service(text: str, asked: AskedWords) -> bool:
    """Whether any service is named in these words: enough to know for most messages, at a third of the cost."""
    lower = text[:LONGEST].lower().replace("’", "'")
    return any(pattern.search(lower) for _, pattern in asked.services)


def read_request(text: str, asked: AskedWords) -> PlaceRequest:
    """The services and wishes in these words, and the words without them."""
    rest = asked.home.sub(" ; ", text[:LONGEST].lower().replace("’", "'"))
    wishes: list[str] = []
    for name, pattern in asked.wishes:
        if pattern.search(rest):
            wishes.append(name)
            rest = pattern.sub(" ; ", rest)
    moment, rest = _moment(rest, asked)
    if moment:  # "is it open sunday" asks nothing of now
        wishes = [*(wish for wish in wishes if wish != "open_now"), moment]
    age = asked.age.search(rest)
    if age is not None:
        wishes.append(f"age:{age['years'] or age['years2'] or 17}")
        rest = asked.age.sub(" ; ", rest)
    said: list[tuple[int, str]] = []
    for name, pattern in asked.services:
        found = pattern.search(rest)
        if found is not None:
            said.append((found.start(), name))
            rest = pattern.sub(lambda match: ";".center(len(match[0])), rest)  # as long as before: the order is kept
    services = [name for _, name in sorted(said)]
    return PlaceRequest(tuple(dict.fromkeys(services)), tuple(dict.fromkeys(wishes)), rest)


def _moment(text: str, asked: AskedWords) -> tuple[str, str]:
    """The day or hour that a place should be open at, and the text without it."""
    found = asked.when.search(text)
    if found is not None and not (found["day"] and _is_name(found["day"], text, found, asked)):
        clock = _clock(
            found["hour"] or found["hour3"],
            found["minute"] or found["minute3"],
            found["half"] or found["half3"],
            asked,
        )
        day = (
            "+1" if found["tomorrow"] else "tonight" if found["tonight"] else "weekend" if found["weekend"]
            else next(str(number) for number in range(7) if found[f"d{number}"])
        )  # fmt: skip
        return f"open:{day}{'@' + clock if clock else ''}", asked.when.sub(" ; ", text, count=1)
    at = asked.at.search(text)
    if at is None:
        return "", text
    clock = _clock(at["hour"] or at["hour2"], at["minute"] or at["minute2"], at["half"] or at["half2"], asked)
    return (f"open:+0@{clock}", asked.at.sub(" ; ", text, count=1)) if clock else ("", text)


def _is_name(day: str, text: str, found: re.Match[str], asked: AskedWords) -> bool:
    """True for three letters that are rather another word: `sun city`, `mar vista`, `sat` as a test."""
    after = text[found.end() : found.end() + 12].split()
    return len(day) <= 3 and bool(after) and after[0] in asked.no_day_before


def _clock(hour: str | None, minute: str | None, half: str | None, asked: AskedWords) -> str:
    """A time as 24 hours; without am or pm, 1 to 6 are afternoon hours: nowhere opens at night for a question like that."""
    if not hour or int(hour) > 24:
        return ""
    number = int(hour) % 12 if half else int(hour)
    if (half and asked.evening.fullmatch(half)) or (not half and 1 <= number <= 6):
        number += 12
    return f"{number % 24:02d}:{minute or '00'}"
