"""Doses, times and short numbers: no text says one that its sources, in content/facts.yaml, do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.release.claims.register import claims_of, figures_of, named
from app.release.lint.claim_outvoted import outvoted
from app.release.lint.each_text import used_claims
from app.release.lint.parts import figures, flat, is_figure, says
from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.schema import LanguageFile
from app.release.sources import DEFAULT_LANGUAGE, EntrySource, FactSource
from app.release.staff_files import FACTS

SHORT_NUMBERS = frozenset({"911", "988", "211", "711"})
"""Numbers of three digits that may be called in the United States and stand in our texts."""
DOSED = frozenset({"mg", "mcg", "ml", "g", "dose"})
"""Units of what goes into a body."""
FIRST = frozenset({"call_911", "911", "cannot_call", "naloxone", "breaths", "stay"})
"""What the first emergency texts are asked for by EMERGENCY_PARTS already."""
STEPS = frozenset({"breaths", "naloxone"})
"""Parts of a text whose times and counts keep somebody alive."""


def _apart(case: Case) -> tuple[object, ...]:
    """What is read of all texts: claims that they outvote, and those that some text names."""
    return case.once(outvoted), frozenset(case.once(used_claims))


@rule("DOSE", each_text=True, beside=_apart)
def no_dose_or_step_differs_from_its_sources(case: Case) -> Iterator[Problem]:
    """No number in an emergency text, and no dose or short number anywhere, is another than content/facts.yaml says."""
    yield from (problem for harmful, problem in _strange(case, "DOSE") if harmful)


@rule("FIGURE", each_text=True, beside=_apart)
def no_number_differs_from_its_sources(case: Case) -> Iterator[Problem]:
    """No other number of a text that content/facts.yaml lists is one it does not have there."""
    yield from (problem for harmful, problem in _strange(case, "FIGURE") if not harmful)


def _strange(case: Case, code: str) -> Iterator[tuple[bool, Problem]]:
    """(could hurt, problem) for each number that the facts of its text do not have."""
    alone = case.once(outvoted)
    wrong: dict[str, set[str]] = {}
    """Key -> figures the first language says wrongly: translations that say the same follow it."""
    for language in case.sources.languages:
        pack = case.sources.speech.get(language)
        if pack is None:
            continue
        for key, entry in case.sources.entries.get(language, {}).items():
            if not _is_bound(case, key, pack.file) or not alone.keys().isdisjoint(named(case.sources, key)):
                continue
            known = figures_of(case.sources, key)
            told = wrong.setdefault(key, set()) if language == DEFAULT_LANGUAGE else set()
            for field, words in entry.written:
                for written, figure in figures(pack.file, words):
                    if figure in known or (_number(figure) in known and not _unit(figure)):
                        continue
                    if figure in told or (language != DEFAULT_LANGUAGE and figure in wrong.get(key, ())):
                        continue
                    told.add(figure)
                    harmful = _harms(case, key, figure, known) or _slipped(case, language, entry, figure, known)
                    if not harmful and entry.file.accept.get("FIGURE"):
                        continue
                    yield harmful, entry.problem(field, code, _message(figure, written, known) + _lost(case, figure))


def _is_bound(case: Case, key: str, pack: LanguageFile) -> bool:
    """Whether what this text rests on says its numbers; not while a claim is not there or has an odd figure, which holds back."""
    ids = named(case.sources, key)
    if not all(one in case.sources.claims for one in ids):
        return False
    odd = any(not is_figure(one, pack) for claim in claims_of(case.sources, key) for one in claim.file.figures)
    return (key in case.sources.facts or bool(ids)) and not odd


def _harms(case: Case, key: str, figure: str, known: frozenset[str]) -> bool:
    near = any(_unit(one) in DOSED or _number(one) in SHORT_NUMBERS for one in known)
    fact = case.sources.facts.get(key)
    steps = key in case.emergency_keys or (fact is not None and not STEPS.isdisjoint(fact.file.says))
    return steps or _unit(figure) in DOSED or (near and not _unit(figure))


def _slipped(case: Case, language: str, entry: EntrySource, figure: str, known: frozenset[str]) -> bool:
    """Whether a translation alone has another number where the sources have one of the same unit, and says that nowhere."""
    unit, pack = _unit(figure), case.sources.speech.get(language)
    if language == DEFAULT_LANGUAGE or not unit or pack is None:
        return False
    said = {one for _, words in entry.written for _, one in figures(pack.file, words)}
    return any(_unit(one) == unit and one not in said for one in known)


def _message(figure: str, written: str, known: Iterable[str]) -> str:
    listed = ", ".join(sorted(known)) or "no number"
    return (
        f"'{written}' ({figure}) is not what the sources say: {FACTS} has {listed} for this text. "
        "Put it back; or, if a source says so, change it there too."
    )


def _lost(case: Case, figure: str) -> str:
    """The claim that a text may have lost with this figure, if no text says it any more."""
    used = case.once(used_claims)
    lost = [name for name, one in case.sources.claims.items() if figure in one.file.figures and name not in used]
    return f" Did it lose its claim '{lost[0]}'?" if lost else ""


def _number(figure: str) -> str:
    return figure.split(" ", maxsplit=1)[0]


def _unit(figure: str) -> str:
    return figure.partition(" ")[2]


@rule("PART_MISSING", each_text=True)
def every_safety_text_says_what_it_must(case: Case) -> Iterator[Problem]:
    """Each part and short number that content/facts.yaml names for a text stands in it, in every language."""
    for key, fact in case.sources.facts.items():
        for language, pack in case.sources.speech.items():
            entry = case.sources.entries.get(language, {}).get(key)
            if entry is None or not entry.file.text.strip() or pack.document.path in case.sources.unread:
                continue
            said_elsewhere = key in {node.file.say for node in case.emergency_starts}
            yield from _unsaid(entry, fact, pack.file, skip=FIRST if said_elsewhere else frozenset())


def _unsaid(entry: EntrySource, fact: FactSource, pack: LanguageFile, *, skip: frozenset[str]) -> Iterator[Problem]:
    for field, words in (("text", entry.file.text), ("voice", entry.spoken)):
        text = flat(words)
        for part in fact.file.says:
            if part not in skip and pack.parts.get(part) and not says(pack, part, text):
                ways = ", ".join(f"'{way}'" for way in pack.parts[part][:3])
                message = f"This text must say '{part}' ({FACTS}), and does not. Say it, with one of: {ways}."
                yield entry.problem(field, "PART_MISSING", message)
        if field == "text":
            for number in sorted(SHORT_NUMBERS & set(fact.file.figures) - skip):
                if number not in text:
                    yield entry.problem(
                        field, "PART_MISSING", f"This text must name {number} ({FACTS}). Name it again."
                    )


@rule("FACT_MISSING", of_texts=True)
def the_first_emergency_texts_have_their_facts(case: Case) -> Iterator[Problem]:
    """content/facts.yaml has the figures of each first emergency text: without them any dose would pass."""
    if FACTS in case.sources.unread:
        return
    missing = [node.file.say for node in case.emergency_starts if node.file.say not in case.sources.facts]
    if missing:
        message = (
            f"The figures of {' and '.join(missing)} are not here, so a wrong dose would pass. Put the file back, "
        )
        yield Problem(FACTS, 1, 1, "FACT_MISSING", message + "or write: KEY: {figures: [...], says: [...]}")


@rule("FACT_UNKNOWN", of_texts=True)
def every_fact_is_about_a_text(case: Case) -> Iterator[Problem]:
    """Each key of content/facts.yaml is the key of a text."""
    for key, fact in case.sources.facts.items():
        if not any(key in entries for entries in case.sources.entries.values()) and not case.sources.unread:
            message = f"There is no text '{key}'. If it was renamed, rename it here; if it is gone, take it out."
            yield fact.document.problem((key,), "FACT_UNKNOWN", message, key=True, severity="warning")
