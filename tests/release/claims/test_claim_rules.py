"""What check says of claims: each mistake once, at its line, with what to do."""

from __future__ import annotations

from datetime import date

import pytest

from app.release.lint import RULES
from app.release.load import Loaded, load_files
from app.release.problems import by_cause
from tests.release.claims.conftest import CLAIM, EN, ES, FACTS, LINE, REGISTER, SIGNATURES
from tests.release.conftest import FACT

NAMED = "claims: [call_first, breath_pace]"
STAY = "  claims: [stay_there]\n"
SIGNED = 'breath_pace:\n  {role}: {{by: Ana, on: 2026-11-02, fact: "0", texts: {{}}}}\n'
SECOND = CLAIM.format(id="slower", claim="Every 6 seconds.", held="  figures: [1 breath, 6 second]\n  measure: pace")
AFTER = {"CLAIM_NONE": ("CLAIM_UNUSED",), "DOSE": ("CLAIM_UNUSED",), "CLAIM_CLASH": ("CLAIM_UNUSED",)}
"""Warnings that tell which claim nobody says any more, after the cause."""


def loaded(files: dict[str, str], today: date, *, launch: bool = False) -> Loaded:
    """What these files come to."""
    return load_files({path: text.encode() for path, text in files.items()}, today=today, launch=launch)


def told(files: dict[str, str], today: date, *, launch: bool = False) -> list[tuple[str, str, int, str]]:
    """(code, path, line, message) of each problem but the missing signatures under the steps, causes first."""
    problems = by_cause(loaded(files, today, launch=launch).problems)
    return [(one.code, one.path, one.line, one.message) for one in problems if one.code != "EMERGENCY_LOCK"]


def test_a_line_with_a_register_has_no_problem(register: dict[str, str], today: date) -> None:
    assert [] == told(register, today)


def test_without_a_register_sources_in_texts_are_enough(files: dict[str, str], today: date) -> None:
    assert [] == told(files, today)


def last(text: str) -> str:
    """A register in which this replaces what the last claim has."""
    start = REGISTER.index("stay_there:")
    return REGISTER[:start] + text + LINE


STAY_CLAIM = REGISTER[REGISTER.index("stay_there:") :]
# (name, file, what is there, what is written instead, code, words the message has)
MISTAKES = [
    ("id with a slip", EN, NAMED, "claims: [call_first, breth_pace]", "CLAIM_UNKNOWN", "Did you mean 'breath_pace'?"),
    ("a claim gone", FACTS, STAY_CLAIM, "", "CLAIM_UNKNOWN", "no claim 'stay_there'"),
    ("all claims gone from a text", EN, STAY, "", "CLAIM_NONE", "claims: [ID]"),
    ("a claim gone from a text", EN, "[call_first, breath_pace]", "[call_first]", "DOSE", "Did it lose its claim 'breath_pace'?"),
    ("a claim said nowhere", FACTS, LINE, SECOND.replace("measure: pace", "measure: other") + LINE, "CLAIM_UNUSED", "claims: [slower]"),
    ("checked in the future", FACTS, "checked: 2026-11-01", "checked: 2027-11-01", "CLAIM_DATES", "2027-11-01 is in the future"),
    ("an end before its start", FACTS, "  by: pending\n", "  by: pending\n  until: 2026-10-01\n", "CLAIM_DATES", "not after"),
    ("expired", FACTS, "checked: 2026-11-01", "checked: 2024-11-01", "CLAIM_DUE", "expired on 2026-11-01, 24 months after"),
    ("at its own end", FACTS, "  by: pending\n", "  by: pending\n  until: 2026-11-20\n", "CLAIM_DUE", "by its own date"),
    ("no quote", FACTS, '  quote: "Stay with the person"\n', "", "CLAIM_QUOTE", "quote: pending"),
    ("a long quote", FACTS, '"Stay with the person"', '"' + "word " * 26 + '"', "CLAIM_QUOTE", "26 words"),
    ("no date", FACTS, "  checked: 2026-11-01\n", "", "WORD_MISSING", "'checked:' is missing"),
    ("no real date", FACTS, "checked: 2026-11-01", "checked: 2026-11-31", "DATE", "not a real date"),
    ("no source", FACTS, "  source: CDC, overdose\n", "", "WORD_MISSING", "'source:' is missing"),
    ("no address", FACTS, "at: https://www.cdc.gov/stop-overdose/response/index.html", "at: the CDC page", "CLAIM_ADDRESS", "https://"),
    ("an unknown subject", FACTS, "subject: first_aid", "subject: firstaid", "VALUE", "Did you mean 'first_aid'?"),
    ("an unknown kind", FACTS, "kind: guideline", "kind: guidline", "VALUE", "Did you mean 'guideline'?"),
    ("first aid from an account", FACTS, "kind: guideline", "kind: secondary", "CLAIM_KIND", "cannot carry"),
    ("a unit with a slip", FACTS, "5 second]", "5 secnd]", "CLAIM_FIGURE", "Did you mean 'second'?"),
    ("two that differ", FACTS, LINE, SECOND + LINE, "CLAIM_CLASH", "'breath_pace' has 1 breath and 5 second"),
    ("the same id twice", FACTS, "stay_there:", "call_first:", "YAML_DUPLICATE", "call_first"),
    ("an id with capitals", FACTS, "stay_there:", "Stay-There:", "NAME", "no id a claim can have"),
    ("a text's line without its dot", FACTS, LINE, "overdosestart: {says: [stay]}\n" + LINE, "NAME", "have a dot"),
    ("a translation with claims of its own", ES, "  text: No se vaya.\n", f"  text: No se vaya.\n{STAY}", "CLAIM_ELSEWHERE", "take this line out"),
    ("a role that is none", SIGNATURES, "", SIGNED.format(role="clinic"), "VALUE", "Did you mean 'clinical'?"),
    ("a signature under nothing", SIGNATURES, "", SIGNED.format(role="clinical").replace("breath_pace", "breath_pce"), "SIGNATURE_UNKNOWN", "Did you mean 'breath_pace'?"),
    ("signed by hand", SIGNATURES, "", SIGNED.format(role="clinical"), "CLAIM_CHANGED", "porchlight facts sign --role clinical"),
]  # fmt: skip


@pytest.mark.parametrize("row", MISTAKES, ids=[one[0] for one in MISTAKES])
def test_a_mistake_is_told_once_at_its_line_with_what_to_do(
    register: dict[str, str], today: date, row: tuple[str, ...]
) -> None:
    _, path, old, new, code, words = row
    if old:
        assert old in register[path]
    register[path] = register[path].replace(old, new, 1) if old else new
    problems = told(register, today)

    assert {code} == {one[0] for one in problems if one[0] not in AFTER.get(code, ())}, problems
    assert code == problems[0][0]
    assert words in problems[0][3]
    assert path == problems[0][1] or code in ("CLAIM_UNKNOWN", "DOSE", "CLAIM_CHANGED")
    assert problems[0][2] > 0


def test_a_text_without_a_figure_of_its_claim_is_told(register: dict[str, str], today: date) -> None:
    register[EN] = register[EN].replace("1 breath every 5 seconds", "1 breath again and again")

    assert [("CLAIM_UNSAID", EN)] == [one[:2] for one in told(register, today) if one[0] == "CLAIM_UNSAID"][:1]


def test_a_translation_without_a_figure_of_the_claim_is_told(register: dict[str, str], today: date) -> None:
    register[ES] = register[ES].replace("1 soplo cada 5 segundos", "1 soplo y otro")

    assert ("CLAIM_UNSAID", ES) in [one[:2] for one in told(register, today)]


def test_a_wrong_figure_is_told_and_not_the_right_one_as_missing(register: dict[str, str], today: date) -> None:
    register[ES] = register[ES].replace("5 segundos", "50 segundos")
    codes = {one[0] for one in told(register, today)}

    assert "DOSE" in codes
    assert "CLAIM_UNSAID" not in codes


def test_a_figure_changed_in_the_register_alone_is_told_there_once(register: dict[str, str], today: date) -> None:
    register[EN] = register[EN].replace(STAY, "  claims: [stay_there, breath_pace]\n")
    register[EN] = register[EN].replace("text: Stay with them.", "text: Stay with them, 1 breath every 5 seconds.")
    register[ES] = register[ES].replace("text: No se vaya.", "text: No se vaya, 1 soplo cada 5 segundos.")
    register[FACTS] = register[FACTS].replace("5 second]", "50 second]")
    problems = [one for one in told(register, today) if one[0] != "STALE"]

    assert [("CLAIM_OUTVOTED", FACTS)] == [one[:2] for one in problems]
    assert loaded(register, today).release is None


def test_a_wrong_figure_of_both_languages_is_told_in_the_first(register: dict[str, str], today: date) -> None:
    for path, old in ((EN, "5 seconds"), (ES, "5 segundos")):
        register[path] = register[path].replace(old, old.replace("5", "9"))

    assert {EN} == {one[1] for one in told(register, today) if one[0] == "DOSE"}


def test_a_text_that_rests_on_accounts_alone_is_told(register: dict[str, str], today: date) -> None:
    start = register[FACTS].index("stay_there:")
    weak = register[FACTS][start:].replace("first_aid", "health").replace("guideline", "secondary")
    register[FACTS] = register[FACTS][:start] + weak

    assert ["CLAIM_PRIMARY"] == [one[0] for one in told(register, today)]


def test_a_text_with_a_source_and_dates_of_its_own_may_stay_until_launch(register: dict[str, str], today: date) -> None:
    register[EN] = register[EN].replace(STAY, FACT)
    before = [one for one in loaded(register, today).problems if one.code == "CLAIM_NONE"]
    launched = [one for one in loaded(register, today, launch=True).problems if one.code == "CLAIM_NONE"]

    assert [("warning", EN), ("error", EN)] == [(one.severity, one.path) for one in (*before, *launched)]


def test_no_expired_fact_keeps_anything_from_callers(register: dict[str, str], today: date) -> None:
    register[FACTS] = register[FACTS].replace("2026-11-01", "2020-11-01")

    assert loaded(register, today).release is not None


def test_before_launch_every_claim_needs_its_roles(register: dict[str, str], today: date) -> None:
    missing = [one for one in told(register, today, launch=True) if one[0] == "CLAIM_UNSIGNED"]

    assert 3 == len(missing)
    assert "needs clinical" in missing[0][3]
    assert "LAUNCH" not in {one[0] for one in told(register, today, launch=True)}


def test_every_rule_of_claims_is_broken_here() -> None:
    codes = {code for rule in RULES for code in rule.codes if code.startswith(("CLAIM_", "SIGNATURE_"))}

    assert {one[4] for one in MISTAKES} | {"CLAIM_UNSAID", "CLAIM_PRIMARY", "CLAIM_UNSIGNED", "CLAIM_OUTVOTED"} >= codes
