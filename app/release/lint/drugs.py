"""Drugs: whole in every language, each name under one drug, and each pair's answer short, right and not worse than it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations

from app.drugs.answer import Drugs, fits
from app.drugs.knowledge import SIGNS
from app.drugs.tokens import tokens
from app.language.short_answers import CARRIER_START, CARRIER_STOP
from app.language.sms_text import fill
from app.release.drug_schema import WORDS, DrugsFile, RuleFile
from app.release.drugs import DrugSources, knowledge_of
from app.release.languages import level_of
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown
from app.release.yaml_tree import Document

COMMONEST = (
    "heroin", "fentanyl", "pressed_pills", "oxycodone", "percocet", "methadone", "buprenorphine", "tramadol", "kratom",
    "seven_oh", "tianeptine", "alprazolam", "bromazolam", "ghb", "phenibut", "alcohol", "gabapentin", "xylazine",
    "medetomidine", "ketamine", "pcp", "dxm", "nitrous", "tusi", "cocaine", "crack", "meth", "amphetamine", "mdma",
    "sri", "maoi", "lithium", "lsd", "mushrooms", "cannabis", "synthetic_cannabis", "poppers", "sildenafil",
    "hiv_booster", "naltrexone",
)  # fmt: skip
"""The forty that people ask about most: every pair of them has an answer in every language."""
MILD = ("low", "less", "caution")
BREATH_STOPS = "breath_stops"
"""The part of language.yaml with words about breathing that stops, which no pair is told that does not stop it."""


@rule("DRUGS_WHOLE")
def drugs_are_whole_in_every_language(case: Case) -> Iterator[Problem]:
    """Every drug, rule and word of the drug files is there in every full language, and leads to pages that exist."""
    drugs = case.sources.drugs
    if drugs.facts is None:
        return
    yield from _facts_that_lead_nowhere(case)
    for language in case.sources.languages:
        whole = level_of(case.sources, language) == "full"
        if whole and not case.sources.language_unread(language):
            yield from _words_missing(drugs, language)


def _facts_that_lead_nowhere(case: Case) -> Iterator[Problem]:
    """Pages, classes, words and sources that are not there."""
    assert case.sources.drugs.facts is not None  # noqa: S101  # the one caller has looked
    document, facts = case.sources.drugs.facts
    for name, one in facts.substances.items():
        if one.page and one.page not in case.sources.nodes and not case.sources.flows_unread:
            message = f"There is no node '{one.page}'. Name the node that says most about this drug."
            yield document.problem(("substances", name, "page"), "DRUGS_WHOLE", message)
        if not one.page and not one.card:
            yield document.problem(("substances", name), "DRUGS_WHOLE", "It needs a page or 'card: yes'.", key=True)
    classes = {name for one in facts.substances.values() for name in one.classes} | set(facts.substances)
    for name, pair in facts.rules.items():
        yield from _rule_problems(document, facts, name, pair, classes)
    for section, names in (("substances", facts.substances), ("rules", facts.rules)):
        for name, entry in names.items():
            for source in entry.source:
                if source not in facts.sources:
                    message = f"'{shown(source)}' is not under 'sources:'. Add it there, or use one that is."
                    yield document.problem((section, name, "source"), "DRUGS_WHOLE", message)


def _rule_problems(
    document: Document, facts: DrugsFile, name: str, pair: RuleFile, classes: set[str]
) -> Iterator[Problem]:
    unknown = [one for one in pair.between if one not in classes]
    if unknown:
        message = f"No drug is called or classed '{unknown[0]}'. Look at 'classes:' above."
        yield document.problem(("rules", name, "between"), "DRUGS_WHOLE", message)
    if pair.status == "dangerous" and not pair.sign:
        message = "A dangerous pair needs 'sign:', so that its emergency line is said."
        yield document.problem(("rules", name), "DRUGS_WHOLE", message, key=True)
    if pair.uses and pair.uses not in facts.rules:
        message = f"There is no rule '{pair.uses}' whose words it could use."
        yield document.problem(("rules", name, "uses"), "DRUGS_WHOLE", message)


def _words_missing(drugs: DrugSources, language: str) -> Iterator[Problem]:
    assert drugs.facts is not None  # noqa: S101  # the one caller has looked
    facts = drugs.facts[1]
    if language not in drugs.called or language not in drugs.mixing:
        path = f"content/{language}/{'mixing' if language in drugs.called else 'drugs'}.yaml"
        yield Problem(
            path, 1, 1, "DRUGS_WHOLE", "This language has no such file. Copy the English one and translate it."
        )
        return
    yield from _names_missing(drugs, language)
    page, mixing = drugs.mixing[language]
    said = {rule.uses or name for name, rule in facts.rules.items()}
    missing = [
        *(f"rules: {name}" for name in sorted(said - set(mixing.rules))),
        *(f"words: {name}" for name in WORDS if name not in mixing.words),
        *(f"signs: {name}" for name in SIGNS if name not in mixing.signs),
    ]
    for name in missing:
        yield page.problem((), "DRUGS_WHOLE", f"'{name}' is missing in this language. Add it.")


def _names_missing(drugs: DrugSources, language: str) -> Iterator[Problem]:
    assert drugs.facts is not None  # noqa: S101  # the one caller has looked
    facts, called = drugs.facts[1], drugs.called[language]
    for name, one in facts.substances.items():
        if name not in called[1]:
            yield called[0].problem((), "DRUGS_WHOLE", f"'{name}' has no name in this language. Add a line for it.")
        elif one.card and not called[1][name].text:
            message = "It has 'card: yes' in content/drugs.yaml, but no 'text:' here."
            yield called[0].problem((name,), "DRUGS_WHOLE", message, key=True)
    for name in called[1]:
        if name not in facts.substances:
            yield called[0].problem((name,), "DRUGS_WHOLE", "It is not in content/drugs.yaml. Add it there.", key=True)


@rule("DRUG_NAME_TWICE")
def a_name_means_one_drug(case: Case) -> Iterator[Problem]:
    """Inside a language each name stands under one drug, and none is a carrier's stop or start word."""
    for document, called in case.sources.drugs.called.values():
        first: dict[str, str] = {}
        for drug, one in called.items():
            for name in (one.name, *one.also, *one.slang):
                form = " ".join(tokens(name))
                owner = first.setdefault(form, drug)
                if owner != drug or not form:
                    message = f"'{shown(name)}' is under '{owner}' too. Keep one of the two."
                    yield document.problem((drug,), "DRUG_NAME_TWICE", message, key=True)
                if form in CARRIER_STOP | CARRIER_START:
                    message = f"'{shown(name)}' stops or starts all our texts at the phone company. Take it out."
                    yield document.problem((drug,), "DRUG_NAME_TWICE", message, key=True)


@rule("DRUG_ANSWER")
def every_pair_has_a_short_and_right_answer(case: Case) -> Iterator[Problem]:
    """Each card and each pair's answer fits two segments, the forty commonest are known, and no mild pair is told of breath that stops."""
    sources = case.sources.drugs
    knowledge = knowledge_of(sources)
    if sources.facts is None or not knowledge.substances or any(True for _ in _missing(case)):
        return
    for name in COMMONEST:
        if name not in knowledge.substances:
            message = f"'{name}' is one of the forty drugs people ask about most. Put it back."
            yield sources.facts[0].problem((), "DRUG_ANSWER", message)
    drugs = Drugs(knowledge)
    for language, (document, called) in sources.called.items():
        for drug, one in called.items():
            card = fill(f"{one.name} ({one.name}): {one.text}", case.release.blanks)
            if one.text and not fits(card):
                message = f"This card is longer than two segments ({len(card)} letters). Cut it."
                yield document.problem((drug,), "DRUG_ANSWER", message, key=True)
        yield from _pairs(drugs, sources, language, case.part(language, BREATH_STOPS))


def _missing(case: Case) -> Iterator[Problem]:
    return iter(drugs_are_whole_in_every_language.find(case))


_answered: dict[str, tuple[object, list[Problem]]] = {}
"""Language -> what the answers of its pairs were made of last, and what was wrong with them."""


def _pairs(drugs: Drugs, sources: DrugSources, language: str, breath_stops: tuple[str, ...]) -> list[Problem]:
    """What is wrong with the answers of all pairs: thousands, made anew only where what they are made of is another."""
    made_of = (drugs.knowledge, sources.mixing[language][0], breath_stops)
    kept = _answered.get(language)
    if kept is None or kept[0] != made_of:
        kept = _answered[language] = made_of, list(_pair_problems(drugs, sources, language, breath_stops))
    return kept[1]


def _pair_problems(
    drugs: Drugs, sources: DrugSources, language: str, breath_stops: tuple[str, ...]
) -> Iterator[Problem]:
    """One problem a rule: its words make some pair too long, or frighten where there is no such danger."""
    document = sources.mixing[language][0]
    names = {drug: one.name for drug, one in drugs.knowledge.called[language].items()}
    seen: set[str] = set()
    for first, second in combinations(drugs.knowledge.substances, 2):
        rule = drugs.pairs.between(first, second)
        key = rule.words if rule else "no_rule"
        if key in seen:
            continue
        answer = drugs.mix({first: names[first], second: names[second]}, language)
        place = ("rules", key) if rule else ("words", key)
        if not fits(answer.text):
            seen.add(key)
            message = f"With {names[first]} and {names[second]} this is longer than two segments. Cut it."
            yield document.problem(place, "DRUG_ANSWER", message, key=True)
        if (rule is None or rule.status in MILD) and any(words in _folded(answer.text) for words in breath_stops):
            seen.add(key)
            message = "This tells people that breath stops where the pair is not known to do that. Take it out."
            yield document.problem(place, "DRUG_ANSWER", message, key=True)


@cache
def _folded(text: str) -> str:
    return " ".join(tokens(text))


@rule("DRUGS_REVIEW")
def what_is_said_of_drugs_is_signed_and_fresh(case: Case) -> Iterator[Problem]:
    """What is said of drugs was looked at in time, and at launch somebody has signed it."""
    if case.sources.drugs.facts is None:
        return
    document, facts = case.sources.drugs.facts
    if facts.review_by < case.today:
        message = f"It was to be looked at again by {facts.review_by}. Look at it, then change the date."
        yield document.problem(("review_by",), "DRUGS_REVIEW", message, severity="warning")
    if case.launch and "pending" in facts.reviewed_by:
        yield document.problem(
            ("reviewed_by",), "DRUGS_REVIEW", "Nobody has signed it. A clinician reads it and signs."
        )
