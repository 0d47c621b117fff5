"""Each mistake in the drug files is found at its place, with what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.release.load import load_files
from app.release.staff_files import DRUGS, Files, find_files

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 26)
NAMES, MIXING, MIXING_ES = "content/en/drugs.yaml", "content/en/mixing.yaml", "content/es/mixing.yaml"
ES_NAMES = "content/es/drugs.yaml"
LONG = "    do: " + "Pick one of these, and take it slowly with water by you. " * 4


@pytest.fixture(scope="module")
def own_files() -> Files:
    return find_files(ROOT)[0]


ROWS = [
    ("DRUGS_WHOLE", DRUGS, "classes: [opioid], page: safer_drugs.opioids, source", "classes: [opioid], page: safer.no, source"),
    ("DRUGS_WHOLE", DRUGS, "between: [opioid, benzo]", "between: [opioid, bezno]"),
    ("DRUGS_WHOLE", DRUGS, "status: dangerous, sign: faint", "status: dangerous"),
    ("DRUGS_WHOLE", DRUGS, "uses: bupe_benzo", "uses: bupe_bezno"),
    ("DRUGS_WHOLE", DRUGS, "source: fda_benzo", "source: a_friend"),
    ("DRUGS_WHOLE", MIXING, "  opioid_benzo:\n", "  opioid_bezno:\n"),
    ("DRUGS_WHOLE", MIXING_ES, "  same: ", "  sane: "),
    ("DRUGS_WHOLE", ES_NAMES, "\nphenibut: ", "\nfenibut: "),
    ("VALUE", DRUGS, "status: unsafe", "status: unsave"),
    ("VALUE", DRUGS, "sign: faint", "sign: fainting"),
    ("WORD_UNKNOWN", DRUGS, "classes: [opioid], page", "clases: [opioid], page"),
    ("DRUG_NAME_TWICE", NAMES, "also: [gbl,", "also: [gbl, suboxone,"),
    ("DRUG_NAME_TWICE", NAMES, "also: [gbl,", "also: [gbl, stop,"),
    ("DRUG_ANSWER", MIXING, "    do: Pick one, or go slow, with water.", LONG),
    ("DRUG_ANSWER", MIXING, "    why: They make each other stronger.", "    why: The breath can stop."),
    ("DRUGS_SAFER", DRUGS, "alcohol_benzo: {between: [alcohol, benzo], status: dangerous", "alcohol_benzo: {between: [alcohol, benzo], status: low"),
    ("DRUGS_SAFER", DRUGS, "between: [benzo, gabapentinoid], status: unsafe", "between: [benzo, gabapentinoid], status: low"),
    ("DRUGS_REVIEW", DRUGS, "review_by: 2027-05-26", "review_by: 2026-11-25"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "path", "old", "new"), ROWS)
def test_a_mistake_in_a_drug_file_is_found_in_that_file(
    own_files: Files, code: str, path: str, old: str, new: str
) -> None:
    assert old.encode() in own_files[path]
    files = own_files | {path: own_files[path].replace(old.encode(), new.encode(), 1)}

    problems = [problem for problem in load_files(files, today=TODAY).problems if problem.path == path]

    assert code in {problem.code for problem in problems}, [str(problem) for problem in problems]
    assert all(problem.line for problem in problems)


def test_at_launch_the_drug_files_ask_for_a_signature(own_files: Files) -> None:
    problems = load_files(own_files, today=TODAY, launch=True).problems

    assert "DRUGS_REVIEW" in {problem.code for problem in problems}


def test_the_products_own_drug_files_have_no_problem(own_files: Files) -> None:
    problems = load_files(own_files, today=TODAY).problems

    assert [] == [str(one) for one in problems if "drugs.yaml" in one.path or "mixing.yaml" in one.path]
