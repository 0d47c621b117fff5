"""A review is of what it was made of: words or a number that change lose it."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.review_marks import drugs_mark, mark_now, reviewed_things, signed_by_a_person
from app.release.sources import NumberSource

_RUN = "porchlight reviewed NAME"


@rule("REVIEW_CHANGED")
def what_was_reviewed_is_what_stands_there(case: Case) -> Iterator[Problem]:
    """No text changed after somebody signed it, and no number changed with its old review date."""
    for one in reviewed_things(case.sources):
        held = one.file.reviewed_of
        if not held:
            continue
        words, _, day = held.partition("-")
        now_words, _, now_day = mark_now(one).partition("-")
        key = one.name if isinstance(one, NumberSource) else one.key
        if words == now_words:
            continue
        if signed_by_a_person(one.file.reviewed_by):
            what = "number" if isinstance(one, NumberSource) else "text"
            message = f"The {what} '{key}' was changed after {one.file.reviewed_by} signed it. Put it back; or compare it with its "
            message += f"source and sign again: {_RUN} {key}"
            yield one.problem("reviewed_by", "REVIEW_CHANGED", message)
        elif isinstance(one, NumberSource) and day == now_day:
            message = (
                f"The number was changed, and still says it was reviewed on {one.file.reviewed}. Call it, write the "
            )
            message += f"day you did, then: {_RUN} {key}"
            yield one.problem("number", "REVIEW_CHANGED", message)


@rule("REVIEW_CHANGED")
def what_is_said_of_drugs_is_what_was_signed(case: Case) -> Iterator[Problem]:
    """Nothing in content/drugs.yaml changed after somebody signed it."""
    if case.sources.drugs.facts is None:
        return
    document, drugs = case.sources.drugs.facts
    held, now = drugs.reviewed_of.partition("-")[0], drugs_mark(drugs).partition("-")[0]
    if held and held != now and signed_by_a_person(drugs.reviewed_by):
        message = f"What is said of drugs was changed after {drugs.reviewed_by} signed it. Put it back; or compare it with its "
        yield document.problem(("reviewed_by",), "REVIEW_CHANGED", message + f"sources and sign again: {_RUN}")


@rule("REVIEW_UNMARKED")
def a_signature_is_bound_to_what_was_signed(case: Case) -> Iterator[Problem]:
    """With --launch: whoever's name stands under a text or a number signed it by its mark."""
    for one in reviewed_things(case.sources) if case.launch else ():
        if signed_by_a_person(one.file.reviewed_by) and not one.file.reviewed_of:
            key = one.name if isinstance(one, NumberSource) else one.key
            message = (
                f"A name without a mark: nobody can tell what was signed. {one.file.reviewed_by} runs: {_RUN} {key}"
            )
            yield one.problem("reviewed_by", "REVIEW_UNMARKED", message)
