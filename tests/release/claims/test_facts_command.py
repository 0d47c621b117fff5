"""What somebody types who answers for facts: due, show, sign."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from app.cli import check, facts
from app.release.load import load
from tests.release.claims.conftest import EN, FACTS, HEAD, SIGNATURES
from tests.release.test_check import NUMBER, NUMBERS


@pytest.fixture
def root(register: dict[str, str], tmp_path: Path) -> Path:
    """A folder with the smallest line and its register."""
    for path, text in register.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def run(root: Path, *words: str) -> Result:
    """What `porchlight` answers to these words."""
    app = typer.Typer()
    check.mount(app)
    facts.mount(app)
    return CliRunner().invoke(app, [*words, "--root", str(root)])


def edit(root: Path, path: str, old: str, new: str) -> None:
    """One edit."""
    text = (root / path).read_text(encoding="utf-8")

    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_due_names_what_has_expired_first_and_ends_with_one(root: Path) -> None:
    quiet = run(root, "facts", "due")
    edit(root, FACTS, "checked: 2026-11-01", "checked: 2020-11-01")
    late = run(root, "facts", "due", "--within", "90d")
    listed = json.loads(run(root, "facts", "due", "--json").stdout)

    assert (0, 1) == (quiet.exit_code, late.exit_code)
    assert "EXPIRED 2022-11-01  call_first" in late.stdout
    assert [("call_first", True, ["overdose.start"])] == [(one["id"], one["expired"], one["texts"]) for one in listed]


def test_due_knows_phone_numbers_too(root: Path) -> None:
    (root / NUMBERS).write_text(NUMBER.replace("2027-02-01", "2026-01-01"))

    assert "EXPIRED 2026-01-01  nua  (phone" in run(root, "facts", "due").stdout
    assert "answers at 800-484-3731" in run(root, "facts", "show", "nua").stdout


def test_show_prints_every_text_in_every_language_with_its_line(root: Path) -> None:
    told = run(root, "facts", "show", "stay_there").stdout

    for words in ("Stay until help comes.", "guideline", "2028-11-01", "needs:   clinical"):
        assert words in told
    for path in ("content/en/main.yaml", "content/es/main.yaml"):
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        line = 1 + next(n for n, one in enumerate(lines) if "Stay with them." in one or "No se vaya." in one)
        assert f"{path}:{line}: overdose.after (text)" in told


def test_show_of_a_text_is_all_it_says_and_a_slip_is_answered_with_the_name_meant(root: Path) -> None:
    assert 2 == run(root, "facts", "show", "overdose.start").stdout.count("needs:")
    assert "Did you mean 'stay_there'?" in run(root, "facts", "show", "stay_thre").output


def test_signed_in_one_go_the_line_may_be_launched_as_far_as_facts_go(root: Path) -> None:
    listed = run(root, "facts", "sign", "--role", "clinical")
    refused = run(root, "facts", "sign", "--role", "clinical", "--by", "Ana Ruiz")
    done = run(root, "facts", "sign", "--role", "clinical", "--by", "Ana  Ruiz", "--all")

    assert ["call_first", "breath_pace", "stay_there"] == listed.stdout.split()
    assert 1 == refused.exit_code
    assert "Signed by Ana Ruiz (clinical): 3 facts." in done.stdout
    assert not {"CLAIM_UNSIGNED", "LAUNCH"} & {one.code for one in load(root, launch=True).problems}
    assert (root / FACTS).read_text(encoding="utf-8").startswith(HEAD)


def test_what_is_signed_can_be_chosen_by_id_text_subject_and_file(root: Path) -> None:
    def signed(*words: str) -> str:
        return run(root, "facts", "sign", "--role", "clinical", "--by", "Ana", *words).stdout.splitlines()[0]

    assert "1 facts" in signed("stay_there")
    assert "2 facts" in signed("overdose.start")
    (root / SIGNATURES).unlink()
    assert "3 facts" in signed("--subject", "first_aid")
    (root / SIGNATURES).unlink()
    assert "3 facts" in signed("--file", EN)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--role", "clinic", "--all"], "Did you mean 'clinical'?"),
        (["--role", "law", "stay_there"], "signed by clinical, not by law"),
        (["--role", "clinical", "stay_thre"], "Did you mean 'stay_there'?"),
        (["--role", "clinical", "--subject", "doze"], "Did you mean 'dose'?"),
        (["--role", "clinical", "--file", "content/en/maim.yaml"], "Did you mean 'content/en/main.yaml'?"),
        (["--role", "law", "--subject", "law"], "nothing of that kind"),
    ],
)
def test_a_slip_signs_nothing_and_says_what_was_meant(root: Path, words: list[str], told: str) -> None:
    answer = run(root, "facts", "sign", "--by", "Ana", *words)

    assert 1 == answer.exit_code
    assert told in answer.output
    assert not (root / SIGNATURES).exists()


def test_a_changed_text_is_told_with_who_signed_it(root: Path) -> None:
    run(root, "facts", "sign", "--role", "clinical", "--by", "Ana Ruiz", "--all")
    edit(root, EN, "text: Stay with them.", "text: Stay there.")
    told = [one for one in load(root).problems if one.code == "CLAIM_CHANGED"]

    assert [EN] == [one.path for one in told]
    assert "after Ana Ruiz (clinical) signed" in told[0].message
