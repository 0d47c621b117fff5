"""A signature under a fact is bound to the fact and to its texts: whatever changes, it is lost; what stays, stays signed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.release.claim_schema import KINDS, ROLES, SUBJECTS, ClaimFile, FactSignature
from app.release.claims.register import stands_until
from app.release.claims.signatures import fact_mark, signed_file, standings, unsigned, written
from app.release.read_sources import read_sources
from app.release.sources import Sources
from tests.release.claims.conftest import EN, ES, FACTS, SIGNATURES

PROMISE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DAY = date(2026, 11, 2)
LETTERS = st.characters(categories=["Lu", "Ll", "Nd"]) | st.sampled_from(" .,:;!?'\"#-{}[]&*%")
WORDS = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
IDS = st.from_regex(r"[a-z][a-z0-9_]{0,20}\Z", fullmatch=True)
DAYS = st.dates(date(2020, 1, 1), date(2031, 1, 1))


def read(files: dict[str, str]) -> Sources:
    """The sources of these files, which can all be read."""
    sources, problems = read_sources({path: text.encode() for path, text in files.items()})

    assert [] == problems
    return sources


def signed(files: dict[str, str]) -> dict[str, str]:
    """The same, every claim signed by a clinician."""
    sources = read(files)
    text = signed_file(sources, list(sources.claims), role="clinical", name="Ana Ruiz", today=DAY)
    return files | {SIGNATURES: text}


def holding(files: dict[str, str]) -> set[str]:
    """Ids whose signature holds."""
    return {one.claim for one in standings(read(files)) if one.holds}


def test_what_was_signed_and_left_alone_is_signed(register: dict[str, str]) -> None:
    files = signed(register)

    assert {"call_first", "breath_pace", "stay_there"} == holding(files)
    assert {} == unsigned(read(files))


@PROMISE
@given(words=WORDS, language=st.sampled_from([EN, ES]))
def test_any_other_words_of_a_text_lose_every_signature_under_it(
    register: dict[str, str], words: str, language: str
) -> None:
    files = signed(register)
    quoted = "'" + words.replace("'", "''") + "'"
    for old in ("Stay with them.", "No se vaya."):
        files[language] = files[language].replace(f"text: {old}", f"text: {quoted}")

    assert ("stay_there" in holding(files)) == (words in ("Stay with them.", "No se vaya."))
    assert {"call_first", "breath_pace"} <= holding(files)


EDITS = {
    "claim: Stay until help comes.": "claim: Stay until they wake.",
    'quote: "Stay with the person"': 'quote: "Stay with a person"',
    "source: CDC, overdose": "source: CDC",
    "kind: guideline": "kind: study",
    "subject: first_aid": "subject: dose",
    "at: https://www.cdc.gov/stop-overdose/response/index.html": "at: https://www.cdc.gov/",
    "checked: 2026-11-01\n": "checked: 2026-11-01\n  until: 2027-01-01\n",
    "by: pending\n": "by: pending\n  more: https://example.org/a\n",
}


@given(which=st.sets(st.sampled_from(sorted(EDITS)), min_size=1))
@PROMISE
def test_any_edit_of_what_is_claimed_loses_its_signature_alone(register: dict[str, str], which: set[str]) -> None:
    files = signed(register)
    start = files[FACTS].index("stay_there:")
    before, after = files[FACTS][:start], files[FACTS][start:]
    for old in which:
        assert old in after
        after = after.replace(old, EDITS[old], 1)
    files[FACTS] = before + after

    assert {"call_first", "breath_pace"} == holding(files)


def test_whoever_looks_again_and_finds_the_same_keeps_the_signature(register: dict[str, str]) -> None:
    files = signed(register)
    files[FACTS] = files[FACTS].replace("checked: 2026-11-01\n  by: pending", "checked: 2026-11-20\n  by: Bo Lee")

    assert {"call_first", "breath_pace", "stay_there"} == holding(files)


def test_a_text_more_or_less_that_says_it_loses_the_signature(register: dict[str, str]) -> None:
    more, less = signed(register), signed(register)
    more[EN] = more[EN].replace("[stay_there]", "[stay_there, call_first]")
    less[EN] = less[EN].replace("[call_first, breath_pace]", "[call_first]")

    assert "call_first" not in holding(more)
    assert "breath_pace" not in holding(less)


def test_a_language_that_nobody_answers_for_yet_changes_nothing(register: dict[str, str]) -> None:
    files = signed(register)
    files["content/ht/language.yaml"] = "name: Kreyol\nlevel: emergency\ndraft: yes\n"
    files["content/ht/main.yaml"] = "overdose.after: {text: Rete la., claims: []}\n"

    assert "stay_there" in holding(files)


CLAIMS = st.builds(
    ClaimFile,
    claim=WORDS,
    subject=st.sampled_from(sorted(SUBJECTS)),
    figures=st.lists(WORDS, max_size=2),
    measure=st.none() | IDS,
    quote=WORDS,
    source=WORDS,
    at=WORDS,
    kind=st.sampled_from(KINDS),
    more=st.lists(WORDS, max_size=2),
    checked=DAYS.map(date.isoformat),
    by=WORDS,
    until=st.none() | DAYS.map(date.isoformat),
)


@given(one=CLAIMS, other=CLAIMS)
def test_two_claims_have_one_mark_only_when_they_claim_the_same(one: ClaimFile, other: ClaimFile) -> None:
    held = [file.model_dump(exclude={"checked", "by"}) for file in (one, other)]

    assert (fact_mark(one) == fact_mark(other)) == (held[0] == held[1])


@given(file=CLAIMS)
def test_a_claim_stands_no_longer_than_its_subject_and_its_own_end_allow(file: ClaimFile) -> None:
    until = stands_until(file)

    assert until <= file.checked + timedelta(days=31 * SUBJECTS[file.subject].months)
    assert file.until is None or until <= file.until


SIGNED = st.builds(
    FactSignature,
    by=WORDS,
    on=DAYS.map(date.isoformat),
    fact=st.from_regex(r"[0-9a-f]{8}\Z", fullmatch=True),
    texts=st.dictionaries(
        st.from_regex(r"[a-z]{2}/[a-z]{1,9}\.[a-z]{1,9}\Z", fullmatch=True),
        st.from_regex(r"[0-9a-f]{8}\Z", fullmatch=True),
        max_size=3,
    ),
)


@given(held=st.dictionaries(IDS, st.dictionaries(st.sampled_from(ROLES), SIGNED, min_size=1), max_size=4))
def test_every_file_of_signatures_is_read_as_it_was_written(held: dict[str, dict[str, FactSignature]]) -> None:
    sources, problems = read_sources({SIGNATURES: written(held).encode()})

    assert [] == problems
    assert held == sources.signatures
