"""What staff type: check, schema, translated, emergency sign."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from jsonschema import Draft7Validator
from typer.testing import CliRunner, Result

from app.cli import check
from app.release.editor_schema import schemas
from app.release.load import load
from app.release.sources import mark_of
from app.release.yaml_reader import read

HERE = Path(__file__).resolve().parents[2]
STEPS_EN = "Call 911 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot.\n"


@pytest.fixture
def root(files: dict[str, str], tmp_path: Path) -> Path:
    """A folder with the smallest line in it."""
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def run(*words: str | Path) -> Result:
    """What `porchlight` answers to these words."""
    app = typer.Typer()
    check.mount(app)
    return CliRunner().invoke(app, [str(word) for word in words])


def edit(file: Path, old: str, new: str) -> None:
    """One edit."""
    text = file.read_text(encoding="utf-8")

    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def codes(root: Path) -> list[str]:
    """Codes of what is wrong with these files."""
    return [problem.code for problem in load(root).problems]


def test_check_lists_each_problem_in_a_line_and_ends_with_one(root: Path) -> None:
    good = run("check", root)
    edit(root / "flows/main.yaml", "go: find}", "go: fnd}")
    bad = run("check", root)

    assert (0, 1) == (good.exit_code, bad.exit_code)
    assert (
        "flows/main.yaml:31:39: GO_MISSING There is no node 'fnd' in flow 'main'. "
        "Write one that exists, or add it. Did you mean 'find'?\n"
    ) in bad.stdout
    assert "1 to mend" in bad.stderr


def test_check_lists_phrases_and_places_too(root: Path) -> None:
    (root / "content/en/phrases.yaml").write_text("intents:\n  stoop: {}\n", encoding="utf-8")
    (root / "content/en/places.yaml").write_text("aera: {}\n", encoding="utf-8")
    listed = run("check", root).stdout

    assert "content/en/phrases.yaml:2:3: " in listed
    assert "content/en/places.yaml:1:" in listed


def test_check_speaks_json_and_github(root: Path) -> None:
    edit(root / "flows/main.yaml", "go: find}", "go: fnd}")

    assert "GO_MISSING" in {problem["code"] for problem in json.loads(run("check", "--json", root).stdout)}
    assert "::error file=flows/main.yaml,line=31,col=39,title=GO_MISSING::" in run("check", "--github", root).stdout


def test_check_refuses_to_launch_what_nobody_signed(root: Path) -> None:
    answer = run("check", "--launch", root)

    assert 1 == answer.exit_code
    assert "LAUNCH" in answer.stdout
    assert "EMERGENCY_LOCK" in answer.stdout


def test_the_schemas_in_docs_are_those_of_the_program(tmp_path: Path) -> None:
    run("schema", tmp_path)

    for name, text in schemas().items():
        assert text == (HERE / "docs" / name).read_text(encoding="utf-8"), f"run: porchlight schema ({name})"
        assert text == (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("flow.schema.json", "flows/main.yaml"),
        ("flow.schema.json", "flows/overdose.yaml"),
        ("content.schema.json", "content/es/main.yaml"),
    ],
)
def test_the_schema_takes_good_files_and_not_a_misspelt_word(root: Path, name: str, path: str) -> None:
    validator = Draft7Validator(json.loads(schemas()[name]))
    good = read((root / path).read_bytes(), path).plain()
    inside = next(iter(good.get("nodes", good).values()))
    inside["sya"] = "x"

    assert [] == list(validator.iter_errors(read((root / path).read_bytes(), path).plain()))
    assert list(validator.iter_errors(good))


def test_translated_writes_the_mark_and_leaves_the_rest_as_it_is(root: Path) -> None:
    edit(root / "content/en/main.yaml", "What do you want to know?", "What is it?")
    edit(root / "content/es/main.yaml", "main.menu:\n", "# a remark\nmain.menu:   # and one more\n")
    before = (root / "content/es/main.yaml").read_text(encoding="utf-8")
    old, new = mark_of("What do you want to know?"), mark_of("What is it?")
    answer = run("translated", "es", "main.menu", "--root", root)

    assert 0 == answer.exit_code
    assert "es/main.menu: marked" in answer.stdout
    assert before.replace(f'"{old}"', f'"{new}"') == (root / "content/es/main.yaml").read_text(encoding="utf-8")
    assert "STALE" not in codes(root)


# how the translation is written before -> after
STAMPED = [
    ("x.y: Hola\n", 'x.y: {text: Hola, of: "M"}\n'),
    ("x.y: Hola   # so\n", 'x.y: {text: Hola, of: "M"}   # so\n'),
    ("x.y: Hola, usted\n", "x.y: {text: 'Hola, usted', of: \"M\"}\n"),
    ("x.y: 'Hola'\n", 'x.y: {text: Hola, of: "M"}\n'),
    ("x.y: {text: Hola}\n", 'x.y: {of: "M", text: Hola}\n'),
    ("x.y: {text: Hola, of: abc}\n", 'x.y: {text: Hola, of: "M"}\n'),
    ("x.y:\n  text: Hola\n  plain: yes\n", 'x.y:\n  of: "M"\n  text: Hola\n  plain: yes\n'),
    ("x.y:\n  text: >-\n    Hola\n  of: 12345678  # old\n", 'x.y:\n  text: >-\n    Hola\n  of: "M"  # old\n'),
    ("x.y:\n  text: Hola\n  of: 'abc'\nx.z: A\n", 'x.y:\n  text: Hola\n  of: "M"\nx.z: A\n'),
]


@pytest.mark.parametrize(("before", "after"), STAMPED)
def test_a_mark_fits_in_however_the_entry_is_written(tmp_path: Path, before: str, after: str) -> None:
    for path, text in {"content/en/a.yaml": "x.y: Hello\n", "content/es/a.yaml": before}.items():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    run("translated", "es", "x.y", "--root", tmp_path)

    assert after.replace("M", mark_of("Hello")) == (tmp_path / "content/es/a.yaml").read_text(encoding="utf-8")


def test_a_mark_that_does_not_fit_in_is_a_problem_and_the_file_stays(tmp_path: Path) -> None:
    odd = "x.y: >-\n  Hola\n  y más\n"
    for path, text in {"content/en/a.yaml": "x.y: Hello\n", "content/es/a.yaml": odd}.items():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    answer = run("translated", "--root", tmp_path)

    assert 1 == answer.exit_code
    assert "STAMP" in answer.stderr
    assert odd == (tmp_path / "content/es/a.yaml").read_text(encoding="utf-8")


def test_signed_by_two_the_steps_cannot_change_alone(root: Path) -> None:
    run("emergency", "sign", "Ana", "--root", root)
    one = codes(root)
    run("emergency", "sign", "ana", "--root", root)
    still_one = codes(root)
    run("emergency", "sign", "Ben O'Hara", "--root", root)
    two = codes(root)
    edit(
        root / "content/en/main.yaml",
        STEPS_EN,
        "Call 911 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot. Go.\n",
    )
    changed = load(root)

    assert (["EMERGENCY_LOCK"], ["EMERGENCY_LOCK"], []) == (one, still_one, two)
    assert changed.release is None
    assert ("content/en/main.yaml", 17) in {
        (problem.path, problem.line) for problem in changed.problems if problem.code == "EMERGENCY_LOCK"
    }


def test_other_words_for_a_way_out_of_the_steps_are_signed_too(root: Path) -> None:
    choice = "    next: after\n    choices:\n      2: {label: main.label.steps, go: after}\n"
    edit(root / "flows/overdose.yaml", "    next: after\n", choice)
    edit(root / "content/en/main.yaml", "text: Overdose steps\n", "text: Overdose steps\n  also: [all of it]\n")
    for name in ("Ana", "Ben"):
        run("emergency", "sign", name, "--root", root)
    before = codes(root)
    edit(root / "content/en/main.yaml", "[all of it]", "[all of it, breathing]")

    assert ([], ["EMERGENCY_LOCK"]) == (before, codes(root))


def test_after_a_change_both_sign_anew(root: Path) -> None:
    for name in ("Ana", "Ben"):
        run("emergency", "sign", name, "--root", root)
    edit(root / "content/en/main.yaml", "text: Stay with them.", "text: Stay there.")
    blind = run("translated", "--root", root)
    run("translated", "es", "overdose.after", "--root", root)
    run("emergency", "sign", "Ana", "--root", root)
    one = codes(root)
    run("emergency", "sign", "Ben", "--root", root)

    assert 1 == blind.exit_code
    assert "es overdose.after: not marked" in blind.stderr
    assert ["EMERGENCY_LOCK"] == one
    assert [] == codes(root)


def test_a_step_that_leads_elsewhere_needs_signing_too(root: Path) -> None:
    for name in ("Ana", "Ben"):
        run("emergency", "sign", name, "--root", root)
    edit(root / "flows/overdose.yaml", "    next: after\n", "    next: after\n    pace: main.none\n")

    assert "EMERGENCY_LOCK" in codes(root)


def test_other_texts_change_without_signing(root: Path) -> None:
    for name in ("Ana", "Ben"):
        run("emergency", "sign", name, "--root", root)
    edit(root / "content/en/main.yaml", "text: There is nothing near you.", "text: There is none.")

    assert ["STALE"] == codes(root)


def test_everything_to_be_signed_is_shown(root: Path) -> None:
    shown = run("emergency", "show", "--root", root).stdout

    assert (
        "en overdose.start (text)\n  Call 911 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot.\n"
        in shown
    )
    assert "es overdose.after (text)\n" in shown
