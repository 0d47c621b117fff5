"""Where facts come from: every one has a source, a date, somebody who answers for it, and a day to look again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.language.heard import heard
from app.release.claims.register import named
from app.release.lint.rule import Case, rule
from app.release.lint.wording import any_of, bare
from app.release.problems import Problem
from app.release.sources import DEFAULT_LANGUAGE, PENDING, EntrySource, NumberSource

FIELDS = ("source", "reviewed", "review_by", "reviewed_by")

_AMOUNT = re.compile(
    rf"(?<![a-z0-9])\d+(?:[.,]\d+)?\s*(?:-\s*\d+\s*)?(?:{'|'.join(sorted(heard('amounts')))})(?![a-z])"
)


@rule("SOURCE", "FILE_CUT")
def every_fact_has_a_source(case: Case) -> Iterator[Problem]:
    """An entry that is neither `plain` nor a label names its claims, or says its source, when and by whom it was reviewed, and until when."""
    said = {node.file.say for node in case.sources.nodes.values()} - case.labels
    for entry in _every(case):
        file = entry.file
        if file.plain or (entry.label and entry.key not in said):
            continue
        held = named(case.sources, entry.key)
        missing = [] if held else [field for field in FIELDS if not getattr(file, field)]
        unmarked = not file.of and entry.language != DEFAULT_LANGUAGE
        if (missing or unmarked) and _broken_off(case, entry):
            message = "The file ends in the middle of this entry: an upload broke off. Put the whole file back."
            yield entry.problem("", "FILE_CUT", message)
            continue
        if missing and not case.sources.claims:  # with a register CLAIM_NONE says it
            message = f"A fact needs {', '.join(missing)}. Add what is missing, or 'plain: yes' if this holds no fact."
            yield entry.problem("", "SOURCE", message)
        for place, address in enumerate(file.source):
            if not re.match(r"https?://[^\s/]+\.[^\s]+\Z", address):
                steps = (entry.key, "source", place)
                message = "A source is a web address that starts with https://. Write the page it is from."
                yield entry.document.problem(steps, "SOURCE", message)


@rule("PLAIN_FACT", each_text=True)
def nothing_plain_holds_a_fact(case: Case) -> Iterator[Problem]:
    """An entry without source, plain or a label, has no medical or legal word and no amount in it."""
    for entry in case.entries("PLAIN_FACT"):
        if not (entry.file.plain or entry.label) or entry.file.source or named(case.sources, entry.key):
            continue
        for field, words in entry.written:
            if found := _fact_in(bare(words), entry, case):
                message = f"'{found}' is a fact, and this entry has no source. Add source and dates, or say it without."
                yield entry.problem(field, "PLAIN_FACT", message)


def _broken_off(case: Case, entry: EntrySource) -> bool:
    """Whether the file stops inside this entry, its last."""
    root = entry.document.root
    last = bool(root) and next(reversed(root.entries), "") == entry.key if root else False
    if not last:
        return False
    whole = entry.file.text.rstrip().endswith((".", "!", "?", ")", ":", '"'))
    return entry.document.path in case.sources.unended or not whole


def _fact_in(words: str, entry: EntrySource, case: Case) -> str:
    """What makes these words a fact; for a label only an amount does, since it merely names what comes next."""
    if amount := _AMOUNT.search(words):
        return amount.group().strip()
    if entry.label or not (listed := case.fact_words(entry.language)):
        return ""
    named = any_of(listed).search(words)
    return named.group() if named else ""


@rule("DATES")
def dates_are_in_order(case: Case) -> Iterator[Problem]:
    """Nothing was reviewed in the future, and `review_by` comes after `reviewed`."""
    for one in _dated(case):
        reviewed, until = one.file.reviewed, one.file.review_by
        if reviewed and reviewed > case.today:
            yield one.problem("reviewed", "DATES", f"{reviewed} is in the future. Write the day it was reviewed.")
        if reviewed and until and until <= reviewed:
            yield one.problem("review_by", "DATES", f"{until} is not after {reviewed}. Write a later day.")


@rule("DUE")
def nothing_is_past_its_review(case: Case) -> Iterator[Problem]:
    """No entry or number is past `review_by`; for emergency steps and phone numbers that stops a publish."""
    for one in _dated(case):
        if _is_due(one.file.review_by, case.today):
            urgent = isinstance(one, EntrySource) and one.key in case.emergency_keys
            what = "This number was due for a call" if isinstance(one, NumberSource) else "This was due for review"
            message = f"{what} on {one.file.review_by}. Compare it with its source and write new dates."
            yield one.problem("review_by", "DUE", message, severity="error" if urgent else "warning")


@rule("LAUNCH")
def before_launch_everything_is_signed(case: Case) -> Iterator[Problem]:
    """With --launch: no entry and no number is still `pending clinical review`, and none is past its review."""
    if not case.launch:
        return
    for one in _dated(case):
        if one.file.reviewed_by.strip().lower() == PENDING:
            message = "Nobody has signed this yet. A clinician of your programme reads it and writes their name here."
            yield one.problem("reviewed_by", "LAUNCH", message)
        elif _is_due(one.file.review_by, case.today):
            yield one.problem("review_by", "LAUNCH", "This is past its review. Compare it and write new dates.")


def _is_due(until: date | None, today: date) -> bool:
    return until is not None and until < today


def _every(case: Case) -> Iterator[EntrySource]:
    for entries in case.sources.entries.values():
        yield from entries.values()


def _dated(case: Case) -> Iterator[EntrySource | NumberSource]:
    """What has dates of its own: a text with claims has theirs."""
    yield from (entry for entry in _every(case) if not named(case.sources, entry.key))
    yield from case.sources.numbers.values()
