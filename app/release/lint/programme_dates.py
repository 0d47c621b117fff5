"""Dates of content/programme.yaml that cannot be so: nobody would be reminded, or a notice is long over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from app.places.place_words import shipped_words
from app.release.lint.rule import Case, rule
from app.release.lint.wording import bare
from app.release.problems import Problem, shown
from app.release.programme_schema import SAID

_LATELY, _THIS_YEAR = timedelta(days=183), timedelta(days=366)
"""A day without a year is taken for the last one of its name, if that is no longer ago than the first of these; one with its year is a
notice up to the second, and when the programme began after that."""


@rule("PROGRAMME_DATES", mend=True)
def dates_of_the_programme_can_be(case: Case) -> Iterator[Problem]:
    """It is to be looked at again after it was looked at, nobody looked at it in the future, and no notice names a day that is over."""
    source = case.sources.programme
    if source is None:
        return
    file = source.file
    if file.reviewed and file.reviewed > case.today:
        message = f"{file.reviewed} is in the future. Write the day somebody read this file."
        yield source.problem("reviewed", "PROGRAMME_DATES", message)
    if file.review_by and (file.review_by < case.today or (file.reviewed and file.review_by <= file.reviewed)):
        message = f"{file.review_by} is over. Read the file, and write when it is to be read again. Is the year right?"
        yield source.problem("review_by", "PROGRAMME_DATES", message)
    for name in SAID:
        for text in getattr(file, name).values():
            if found := _over(text, case.today):
                message = f"'{shown(found)}' is over, and callers are still told it. Take it out, or write a new day."
                yield source.problem(name, "PROGRAMME_DATES", message)


def _over(text: str, today: date) -> str:
    """The first day named in these words that is over; empty where there is none."""
    words = bare(text)
    for known in shipped_words().values():
        months = {bare(name): number for number, name in enumerate(known.months, 1)}
        named = "|".join(map(re.escape, months))
        for pattern in (
            rf"\b(?P<month>{named})\.? (?P<day>\d{{1,2}})\b(?:,? (?P<year>20\d\d))?",
            rf"\b(?P<day>\d{{1,2}}) (?:de )?(?P<month>{named})\b(?:,?(?: de(?:l)?)? (?P<year>20\d\d))?",
        ):
            for found in re.finditer(pattern, words):
                day = _day(int(found["day"]), months[found["month"]], found["year"], today)
                if day is not None and day < today:
                    return found.group()
    return ""


def _day(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year:
            named = date(int(year), month, day)
            return named if today - named <= _THIS_YEAR else None
        this, last = date(today.year, month, day), date(today.year - 1, month, day)
    except ValueError:  # the 31st of a month that has none, or the 29th of a February
        return None
    latest = this if this <= today else last
    return latest if today - latest <= _LATELY else None
