"""Phone numbers and web addresses: kept in one place with a source, and never the ones that do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem

BLOCKED = {
    "8007830593": "a private lead seller advertises this number as a helpline; it sells callers on to paying centres",
}
"""Digits -> why nobody may be sent there."""

_PHONE = re.compile(r"\+?\d(?:[\s().-]*\d){4,}")
AS_DIALED = re.compile(r"(?:1-)?\d{3}-\d{3}-\d{4}\Z|\d{3,6}\Z")
_SHORT_LINK = re.compile(
    r"\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|shorturl\.at|rb\.gy|tiny\.cc"
    r"|lnkd\.in|t\.ly|v\.gd|qr\.ae|s\.id)\b",
    re.IGNORECASE,
)
_HTTP = re.compile(r"\bhttp://", re.IGNORECASE)
_BLANK = re.compile(r"\{[^{}]*\}")


@rule("PHONE_RAW", each_text=True)
def no_phone_number_is_typed_into_a_text(case: Case) -> Iterator[Problem]:
    """Numbers stand in numbers.yaml, where they have a source and a date; 911, 988, 211 and 711 may be typed."""
    for entry in case.entries("PHONE_RAW"):
        for field, words in entry.written:
            for found in _PHONE.finditer(_BLANK.sub("", words)):
                digits = re.sub(r"\D", "", found.group())
                if digits.endswith(tuple(BLOCKED)):
                    continue
                if len(digits) >= 7 or found.group().isdigit():
                    message = f"'{found.group()}' looks like a phone number. Put it in content/numbers.yaml "
                    message += "and write {phone.NAME} here."
                    yield entry.problem(field, "PHONE_RAW", message)


@rule("PHONE_BLOCKED", each_text=True)
def no_harmful_number_is_given(case: Case) -> Iterator[Problem]:
    """No text has a number from the block list."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            for field, words in entry.written:
                for digits, why in BLOCKED.items():
                    if digits in re.sub(r"\D", "", words):
                        yield entry.problem(field, "PHONE_BLOCKED", f"This number is blocked: {why}. Take it out.")


@rule("PHONE_BLOCKED")
def no_harmful_number_stands_in_the_table(case: Case) -> Iterator[Problem]:
    """No entry of numbers.yaml has a number from the block list."""
    for number in case.sources.numbers.values():
        digits = re.sub(r"\D", "", number.file.number).removeprefix("1")
        if digits in BLOCKED:
            message = f"This number is blocked: {BLOCKED[digits]}. Take it out."
            yield number.problem("number", "PHONE_BLOCKED", message)


@rule("PHONE_FORM")
def every_number_is_written_as_people_dial_it(case: Case) -> Iterator[Problem]:
    """An entry of numbers.yaml is like 800-484-3731, or a short code of three to six digits."""
    for number in case.sources.numbers.values():
        if not AS_DIALED.match(number.file.number):
            message = f"'{number.file.number}' is not like 800-484-3731 or 741741. Write it with dashes, digits only."
            yield number.problem("number", "PHONE_FORM", message)


@rule("PHONE_FICTION")
def no_number_is_made_up(case: Case) -> Iterator[Problem]:
    """No entry of numbers.yaml is one of those kept for films: 555-0100 to 555-0199, or all one digit."""
    for number in case.sources.numbers.values():
        digits = re.sub(r"\D", "", number.file.number).removeprefix("1")
        if len(digits) == 10 and (
            re.match(r"\d{3}5550?1\d\d\Z", digits) or digits[3:6] == "555" or len(set(digits[3:])) == 1
        ):
            message = (
                f"'{number.file.number}' is a number for films: nobody answers there. Write the real one, and call it."
            )
            yield number.problem("number", "PHONE_FICTION", message)


@rule("NUMBER_UNUSED")
def every_number_is_used(case: Case) -> Iterator[Problem]:
    """Some text uses each number, so that nobody has to keep checking one for nothing."""
    texts = [
        words for entries in case.sources.entries.values() for entry in entries.values() for _, words in entry.written
    ]
    said = " ".join(texts)
    for number in case.sources.numbers.values():
        blank = f"{{phone.{number.name}}}"
        if blank not in said and not number.file.accept.get("NUMBER_UNUSED"):
            message = f"No text uses {blank}. Use it or take it out."
            yield number.problem("name", "NUMBER_UNUSED", message, severity="warning")


@rule("LINK_SHORT", each_text=True)
def no_text_has_a_short_link(case: Case) -> Iterator[Problem]:
    """No text has a link of a shortener: phone companies block those texts, and nobody can see where they lead."""
    for entry in case.entries("LINK_SHORT"):
        for field, words in entry.written:
            if found := _SHORT_LINK.search(words):
                message = f"Short links ('{found.group()}') are blocked by phone companies. Use the full address."
                yield entry.problem(field, "LINK_SHORT", message)


@rule("LINK_OPEN", each_text=True)
def links_are_encrypted(case: Case) -> Iterator[Problem]:
    """A web address in a text does not begin with http://."""
    for entry in case.entries("LINK_OPEN"):
        for field, words in entry.written:
            if _HTTP.search(words):
                message = "This link can be read on the way. Write https://, or leave it out."
                yield entry.problem(field, "LINK_OPEN", message)
