"""What a problem says, in the language of whoever reads it: by templates of words beside the English ones the check writes.

`shared/problems/<language>.yaml` has for each code its usual messages, with `{}` for what differs, and one sentence that says in general
what is wrong and what to do: that one stands above the English where no template fits. English itself has templates only for what a terminal is
named in: here something is pressed instead.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec
from markupsafe import Markup

from app.console.console_words import HERE, SHARED
from app.language.default import DEFAULT_LANGUAGE
from app.release.problems import Problem
from app.release.yaml_reader import read

_NEAR = re.compile(r" ?Did you mean '([^'\n]{1,60})'\?")
_BLANK = "{}"


class ToldMessage(msgspec.Struct, frozen=True):
    """A message as somebody reads it; `english` where it is the check's own."""

    text: str
    english: str = ""
    """The check's own words, where `text` says them only in general."""


class _Template(msgspec.Struct, frozen=True):
    heard: re.Pattern[str]
    said: str


class _Code(msgspec.Struct, frozen=True):
    about: str
    templates: tuple[_Template, ...]


@cache
def _codes(language: str) -> dict[str, _Code]:
    file = HERE / SHARED / "problems" / f"{language}.yaml"
    if not file.exists():
        return {}
    held = read(file.read_bytes(), file.name).plain()
    return {code: _Code(str(row.get("about", "")), _templates(row.get("says") or {})) for code, row in held.items()}


def _templates(says: dict[str, str]) -> tuple[_Template, ...]:
    """The longest first, so that the one that says most is taken."""
    return tuple(_Template(_heard(en), said) for en, said in sorted(says.items(), key=lambda one: -len(one[0])))


def _heard(english: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(re.escape(part) for part in english.split(_BLANK)), re.DOTALL)


def known_codes(language: str) -> frozenset[str]:
    """The codes this language has words for."""
    return frozenset(_codes(language))


def told(problem: Problem, language: str) -> ToldMessage:
    """The message of the problem in this language; in English where the language has no word for its code."""
    first, code = language == DEFAULT_LANGUAGE, _codes(language).get(problem.code)
    if code is None:
        return ToldMessage(problem.message) if first else ToldMessage("", problem.message)
    near = _NEAR.search(problem.message)
    message = _NEAR.sub("", problem.message).strip()
    for template in code.templates:
        found = template.heard.fullmatch(message)
        if found is not None:
            meant = _codes(language)["_"].about.replace(_BLANK, near.group(1)) if near else ""
            return ToldMessage(f"{_filled(template.said, found.groups())} {meant}".strip())
    return ToldMessage(problem.message) if first else ToldMessage(code.about, problem.message)


def _filled(said: str, parts: tuple[str, ...]) -> str:
    """`{1}`, `{2}` ... are what stood there; `{}` is what stands at the same place in English."""
    for number, part in enumerate(parts, start=1):
        said = said.replace(f"{{{number}}}", part).replace(_BLANK, part, 1)
    return said


def as_html(problem: Problem, language: str) -> Markup:
    """The same as a paragraph of a page, its language said where it is another than the page's."""
    one = told(problem, language)
    english = Markup('<p lang="en">{}</p>').format(one.english) if one.english else Markup()
    return (Markup("<p>{}</p>").format(one.text) if one.text else Markup()) + english
