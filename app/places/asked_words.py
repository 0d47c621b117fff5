"""How people ask for places, in every language together: from content/<language>/places_asked.yaml, else as shipped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from app.language.default import DEFAULT_LANGUAGE
from app.language.shipped import shipped
from app.places.site import SERVICES

PART = "places_asked"
WISHES = (
    "delivery", "24h", "kind:vending_machine", "kind:mobile", "walk_in", "no_id", "free", "wheelchair", "transit", "open_now",
)  # fmt: skip
LANGUAGE_WISH = re.compile(r"language:(?:[a-z]{2}|other)")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOMENTS = (
    "before", "between", "tomorrow", "tonight", "weekend", *WEEKDAYS, "no_day_before", "opens", "since", "at", "morning", "evening",
)  # fmt: skip
AGES = ("mine", "years", "minors")
OF_LISTS = ("about", "nearer", "of_one", "another", "any", "leads", "numbered", "first", "second", "third", "last")
PARTS: Mapping[str, Sequence[str] | None] = {
    "services": SERVICES, "wishes": None, "moments": MOMENTS, "age": AGES, "list": OF_LISTS,
}  # fmt: skip
"""Parts of the file -> the names that may stand in each; a wish may name any language."""
_NEVER = r"(?!)"


class AskedWords:
    """What people say when they ask for places, ready to look for; all languages of the line are heard together."""

    def __init__(self, written: Mapping[str, Mapping[str, Any]]) -> None:
        ours = shipped(PART)
        found = {language: _joined(ours.get(language, {}), written.get(language, {})) for language in {*ours, *written}}
        self._languages = [
            found[language] for language in sorted(found, key=lambda one: (one != DEFAULT_LANGUAGE, one))
        ]
        self.services = self._table("services", r"\b(?:{})\b")
        self.wishes = self._table("wishes", r"(?<![\w])(?:{})(?![\w])")
        self.home = re.compile(rf"\b(?:{_any(self._home())})\b(?!,? [a-z]{{2}}\b)")
        self.no_day_before = frozenset(self._some("moments", "no_day_before"))
        self.when = re.compile(self._when())
        self.at = re.compile(self._at())
        self.evening = re.compile(rf"p.*|{_any(self._some('moments', 'evening'))}")
        self.age = re.compile(self._age())
        self.about_list = re.compile(rf"\b(?:{_any(self._some('list', 'about'))})\b")
        self.nearer = re.compile(rf"\b(?:{_any(self._some('list', 'nearer'))})\b")
        self.of_one = re.compile(rf"\b(?:{_any(self._some('list', 'of_one'))})\b")
        self.another = re.compile(rf"\b(?:{_any(self._some('list', 'another'))})\b")
        self.numbered = re.compile(rf"\b(?:{_any(self._some('list', 'numbered'))}) ([1-8])\b")
        self.of_all = re.compile(rf"\b(?:{_any(self._some('list', 'any'))})\b")
        self.leads = frozenset(self._some("list", "leads"))
        self.ordinals = {
            word: number
            for name, number in (("first", "1"), ("second", "2"), ("third", "3"), ("last", "last"))
            for word in self._some("list", name)
        }

    def _home(self) -> list[str]:
        return [words for one in self._languages for words in one.get("home", ())]

    def _some(self, part: str, name: str) -> list[str]:
        """The words of every language, the default one's first."""
        return [words for one in self._languages for words in one.get(part, {}).get(name, ())]

    def _table(self, part: str, around: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        names = dict.fromkeys(name for one in self._languages for name in one.get(part, {}))
        return tuple((name, re.compile(around.format(_any(self._some(part, name))))) for name in names)

    def _when(self) -> str:
        some = {name: _any(self._some("moments", name)) for name in MOMENTS}
        days = "|".join(f"(?P<d{number}>{some[name]})" for number, name in enumerate(WEEKDAYS))
        return (
            rf"\b(?:(?:{some['at']})\s+(?P<hour3>\d{{1,2}})(?::(?P<minute3>\d\d))?\s*(?P<half3>am|pm|a\.m\.|p\.m\.)?\s+)?"
            rf"(?:(?:{some['before']})\s+)*"
            rf"(?:(?P<tomorrow>{some['tomorrow']})|(?P<tonight>{some['tonight']})|(?P<weekend>{some['weekend']})|(?P<day>{days}))\b"
            rf"(?:\s+(?:{some['between']}))*"
            r"(?:\s+(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?(?!\d|\s*(?:st|nd|rd|th|and|&)\b))?"
        )

    def _at(self) -> str:
        opens, since, at = (_any(self._some("moments", name)) for name in ("opens", "since", "at"))
        halves = _any(["am", "pm", *self._some("moments", "evening"), *self._some("moments", "morning")])
        return (
            rf"\b(?:{opens})\s+(?:{since})\s+(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d))?\s*(?P<half>am|pm)?\b"
            rf"|\b(?:{at})\s+(?P<hour2>\d{{1,2}})(?::(?P<minute2>\d\d))?\s*(?P<half2>{halves})\b"
        )

    def _age(self) -> str:
        mine, years, minors = (_any(self._some("age", name)) for name in AGES)
        return (
            rf"\b(?:(?:{mine})\s+(?P<years>1[0-9]|2[01])(?:\s*(?:{years}))?\b"
            rf"|(?P<years2>1[0-9])\s*(?:{years})\b|(?P<minor>{minors}))"
        )


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Both, name by name; where both have a name, its words as the second has them."""
    return {
        part: {**first.get(part, {}), **second[part]}
        if isinstance(second.get(part), dict)
        else second.get(part, first.get(part))
        for part in {**first, **second}
    }


def _any(patterns: Iterable[str]) -> str:
    return "|".join(patterns) or _NEVER


@cache
def shipped_asked() -> AskedWords:
    """The words this program brings along."""
    return AskedWords({})
