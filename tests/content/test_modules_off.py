"""A module that a programme has switched off, with the real understander: no page, choice, key or place tells of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Event, Spoke, Texted
from app.engine.session import Session
from app.engine.step import step
from app.line.places_cache import finder_from
from app.release.compiled import compiled
from app.release.folder import check_folder
from app.release.load import load_files
from app.release.phrases import open_understander
from app.release.staff_files import PROGRAMME, Files, find_files

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
GONE = ("strips.", "services.syringes", "services.find_syringes", "services.no_syringes", "services.smoking",
        "services.find_smoking", "services.no_smoking", "services.sites", "services.find_sites", "programme.pipes",
        "programme.cookers")  # fmt: skip
ASKED = [
    "where can i get needles 19134",
    "clean works near kensington and allegheny",
    "how do i use a fentanyl test strip",
    "do you have pipes",
    "got any cookers",
    "can i get my dope tested",
    "is there a safe injection site",
    "strips",
    "STRIPS",
    "need a stem 19104",
    "dónde consigo jeringas 19134",
    "cómo se usa la tira de fentanilo",
    "tienen pipas",
    "hay un lugar para usar con supervisión",
    "TIRAS",
]
LAW = "law:\n  pipes: {says: {en: Pipes are legal here.}, source: https://example.org/law, until: %s}\n"


def _files(programme: str) -> Files:
    files: Files = dict(find_files(ROOT)[0])
    files[PROGRAMME] = programme.encode()
    return files


@pytest.fixture(scope="module")
def without() -> CompiledRelease:
    loaded = load_files(_files("name: Harbor Street\noff: [strips, syringes, smoking, sites]\n"))
    assert loaded.release is not None, loaded.problems
    cache = ROOT / "var" / "cache"
    understander = open_understander(ROOT / "content", cache)
    return compiled(loaded.release, understander=understander, finder=finder_from(ROOT / "content", cache))


def _led(library: CompiledRelease, event: Event, *, language: str = "", channel: str = "sms") -> tuple[Session, str]:
    turn = step(library, Session(language=language, channel=channel), event, NOW)
    return turn.session, " ".join(one.text for one in turn.effects if isinstance(one, Say))


@pytest.mark.parametrize("words", ASKED)
def test_nobody_is_led_to_what_is_off(without: CompiledRelease, words: str) -> None:
    for event, channel in ((Texted(words), "sms"), (Spoke(words), "voice")):
        session, _ = _led(without, event, channel=channel)
        node = without.release.nodes.get(session.node)

        assert not session.node.startswith(GONE)
        assert session.service not in without.release.services_off
        assert node is None or [] == [choice.go for choice in node.choices if choice.go.startswith(GONE)]
        assert [] == [one for one in session.options if one.startswith(GONE)]


def _details(library: CompiledRelease, words: str) -> str:
    session, _ = _led(library, Texted(words), language="en")
    turns = [step(library, session, Texted(number), NOW) for number in "123"]
    return " ".join(one.text for turn in turns for one in turn.effects if isinstance(one, Say)).lower()


def test_what_a_place_has_leaves_out_what_is_off(without: CompiledRelease, library: CompiledRelease) -> None:
    words = ("syringes", "test strips")

    assert any(word in _details(library, "narcan philadelphia") for word in words)
    assert not any(word in _details(without, "narcan philadelphia") for word in words)
    assert "naloxone" not in without.release.services_off


@pytest.mark.parametrize(("until", "found"), [("2020-11-01", ["LAW_OVER"]), ("2199-11-01", [])])
def test_a_law_past_its_day_is_told_to_staff(tmp_path: Path, until: str, found: list[str]) -> None:
    for path, text in _files("name: Harbor Street\n" + LAW % until).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text)

    problems = check_folder(tmp_path)

    assert found == [problem.code for problem in problems if problem.code == "LAW_OVER"]
