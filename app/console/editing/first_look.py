"""What the check says of a set of files without running the engine, worked out once for each content, and shared by the pages."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from app.base.clock import now
from app.console.editing.by_content import ByContent
from app.release.compile import compile_release
from app.release.lint import FIRST, Case
from app.release.problems import Problem, in_order
from app.release.programme import applied
from app.release.read_sources import read_sources
from app.release.staff_files import flows_and_texts, release_id

FIRST_LOOKS: ByContent[tuple[Problem, ...]] = ByContent(24)


def content_name(files: Mapping[str, bytes], *more: str) -> tuple[str, ...]:
    """A name that changes with any byte of these files, and with the day, since some checks ask for it."""
    return (release_id(files), now().date().isoformat(), *more)


def first_look(files: Mapping[str, bytes], blanks: Mapping[str, str]) -> tuple[Problem, ...]:
    """What every rule says that needs no engine run: those that do wait until the draft is looked at."""
    held = flows_and_texts(files)
    return FIRST_LOOKS.of(content_name(held), lambda: _look(held, blanks))


def looked_at(files: Mapping[str, bytes]) -> bool:
    """Whether what the check says of these files is known by now."""
    return FIRST_LOOKS.known(content_name(flows_and_texts(files))) is not None


def _look(files: Mapping[str, bytes], blanks: Mapping[str, str]) -> tuple[Problem, ...]:
    sources, problems = read_sources(dict(files))
    sources = applied(sources)
    case = Case(sources, compile_release(sources, blanks, release="draft"), today=now().date())
    for rule in FIRST:
        with suppress(Exception):  # the draft's own check says that a rule broke
            problems += rule.find(case)
    return in_order(problems)
