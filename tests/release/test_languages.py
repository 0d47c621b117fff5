"""A third language in one folder, at a level of its own: what it needs, what is said instead, when callers get it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from app.cli import check
from app.engine.release import Release
from app.release.languages import overview, without_drafts
from app.release.load import Loaded, load_files
from app.release.problems import MENDABLE
from app.release.read_sources import read_sources
from app.release.sources import Sources, mark_of

LANGUAGE = "content/xx/language.yaml"
STEPS = "content/xx/overdose.yaml"
PACK = """\
level: emergency
name: Xaxa
names: [xaxa, xaxan]
called: {en: Xaxish}
draft: yes
no_voice: yes
parts: {call_first: [xa 911], cannot_call: [axa xan], naloxone: [xano], breaths: [xuff], stay: [xtay]}
units: {breath: [xuff], second: [xek]}
"""
LINE = {
    "line.door_language": "Xa {key}.",
    "line.emergency_line": "Xa 911.",
    "line.label.breaths": "Xuff",
    "line.language_switched": "Xaxa.",
    "line.next": "Axa",
    "line.partial": "Xa xaxa xi.",
    "line.press": "Xa {key} {label}.",
    "line.text_me": "Xa eight.",
}


DOOR = {"en": ("Fine.", "Key {key}."), "es": ("Bien.", "Tecla {key}.")}


def _marked(text: str, key: str, was: str, now: str) -> str:
    head, tail = text.split(f"{key}:\n", 1)
    return f"{head}{key}:\n{tail.replace(was, now, 1)}"


def _entry(key: str, text: str, of: str) -> str:
    return f'{key}:\n  text: {text}\n  plain: yes\n  of: "{of}"\n'


@pytest.fixture
def three(files: dict[str, str]) -> dict[str, str]:
    """The smallest line with a third language, whole at level emergency."""
    for language in ("en", "es"):
        path = f"content/{language}/line.yaml"
        was, now = DOOR[language]
        files[path] = files[path].replace(f"line.door_language:\n  text: {was}", f"line.door_language:\n  text: {now}")
    marked = mark_of(DOOR["en"][0]), mark_of(DOOR["en"][1])
    files["content/es/line.yaml"] = _marked(files["content/es/line.yaml"], "line.door_language", *marked)
    files[LANGUAGE] = PACK
    steps = {
        "overdose.start": (
            "Xa 911 xa. Xano, 1 xuff, 5 xek. Xtay. Axa xan.",
            mark_of("x"),
        ),
        "overdose.after": ("Xax xa axax.", mark_of("Stay with them.")),
    }
    files[STEPS] = "".join(_entry(key, text, of) for key, (text, of) in steps.items())
    files["content/xx/line.yaml"] = "".join(_entry(key, text, mark_of("Fine.")) for key, text in LINE.items())
    return files


def _loaded(files: dict[str, str], today: date, *, production: bool = False) -> Loaded:
    settings = {"line_name": "Porchlight", "line_number": "555-0100", "peer_number": "555-0101"}
    return load_files(
        {path: text.encode() for path, text in files.items()}, settings=settings, today=today, production=production
    )


def _codes(files: dict[str, str], today: date) -> set[str]:
    return {problem.code for problem in _loaded(files, today).problems}


def _release(files: dict[str, str], today: date) -> Release:
    loaded = _loaded(files, today)
    assert loaded.release is not None, [str(problem) for problem in loaded.problems]
    return loaded.release


def test_a_language_at_level_emergency_is_its_steps_and_nothing_else(three: dict[str, str], today: date) -> None:
    assert {"LANGUAGE_GAP", "LANGUAGE_STEPS", "WORDS_MISSING", "AVOID_MISSING"}.isdisjoint(_codes(three, today))
    assert ("en", "es", "xx") == _release(three, today).languages


BROKEN = [
    ("LANGUAGE_GAP", "content/xx/line.yaml", "line.next:", "line.nxt:"),
    ("LANGUAGE_GAP", LANGUAGE, "level: emergency", "level: full"),
    ("LANGUAGE_STEPS", STEPS, "overdose.after:", "overdose.aftr:"),
    ("LANGUAGE_COPIED", STEPS, "Xax xa axax.", "Stay with them."),
    ("LANGUAGE_DRAFT", LANGUAGE, "", ""),
    ("LANGUAGE_VOICE", LANGUAGE, "no_voice: yes\n", ""),
    ("LANGUAGE_NAMES", LANGUAGE, "[xaxa, xaxan]", "[xaxa, menu]"),
    ("LANGUAGE_NAMES", LANGUAGE, "[xaxa, xaxan]", "['7']"),
    ("LANGUAGE_DOOR", "content/xx/line.yaml", "Xa {key}.", "Xa 2."),
    ("EMERGENCY_PARTS", LANGUAGE, "cannot_call: [axa xan], ", ""),
    ("EMERGENCY_PARTS", STEPS, "Axa xan", "Axa"),
    ("VALUE", LANGUAGE, "level: emergency", "level: some"),
]


@pytest.mark.parametrize("row", BROKEN)
def test_what_a_language_lacks_is_found(three: dict[str, str], today: date, row: tuple[str, str, str, str]) -> None:
    code, path, old, new = row
    assert old in three[path]
    three[path] = three[path].replace(old, new, 1)
    if code == "LANGUAGE_COPIED":
        three["content/en/main.yaml"] = three["content/en/main.yaml"].replace(
            "Stay with them.", "Please stay with them."
        )
        three[STEPS] = three[STEPS].replace("Stay with them.", "Please stay with them.")

    assert code in _codes(three, today)


def test_a_gap_is_said_in_the_first_language_and_missing_steps_keep_the_files_back(
    three: dict[str, str], today: date
) -> None:
    assert "LANGUAGE_GAP" in MENDABLE
    three[STEPS] = three[STEPS].replace("overdose.after:", "overdose.aftr:")

    assert _loaded(three, today).release is None


def _real(files: dict[str, str]) -> Sources:
    return without_drafts(read_sources({path: text.encode() for path, text in files.items()})[0])


def test_a_draft_is_in_the_demo_and_not_on_a_real_line(three: dict[str, str], today: date) -> None:
    real = _real(three)

    assert "xx" in _release(three, today).languages
    assert ("en", "es") == real.languages
    assert "xx" not in real.entries
    assert "xx" not in real.speech


def test_a_mistake_in_a_draft_keeps_no_real_line_from_its_files(three: dict[str, str], today: date) -> None:
    three[STEPS] = three[STEPS].replace("Xa 911", "Xa")
    problems = _loaded(three, today, production=True).problems

    assert [] == [problem for problem in problems if "content/xx" in problem.path]


def test_signed_by_a_translator_it_is_on_a_real_line_until_a_text_changes(
    three: dict[str, str], today: date, tmp_path: Path
) -> None:
    for path, text in three.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    app = typer.Typer()
    check.mount(app)
    done = CliRunner().invoke(app, ["translated", "xx", "--by", "Marie-Ange O'Dell", "--root", str(tmp_path)])
    three[LANGUAGE] = (tmp_path / LANGUAGE).read_text(encoding="utf-8")

    assert done.exit_code == 0, done.output
    assert three[LANGUAGE].startswith(PACK)
    assert ("en", "es", "xx") == _real(three).languages
    assert "LANGUAGE_DRAFT" not in _codes(three, today)
    three[STEPS] = three[STEPS].replace("axax", "axaxa")
    assert ("en", "es") == _real(three).languages


def test_check_says_of_each_language_its_level_and_what_is_missing_or_copied(three: dict[str, str]) -> None:
    three["content/xx/line.yaml"] = three["content/xx/line.yaml"].replace("line.next:", "line.nxt:")
    sources, _ = read_sources({path: text.encode() for path, text in three.items()})
    first, _, third = overview(sources)

    assert "full" == first.level
    assert ("emergency", ("line.next",), True) == (third.level, third.missing, third.draft)
    assert "xx Xaxa: level emergency; " in str(third)
    assert "missing line.next" in str(third)
    assert "by text only" in str(third)
    assert "draft" in str(third)
