"""Who runs the line: asked in many ways, answered in the first reply; made up, real, unknown, and with modules off."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.session import Session
from app.engine.step import step
from app.release.compiled import compiled
from app.release.folder import check_folder
from app.release.load import Loaded, load_files
from app.release.staff_files import PROGRAMME, Files, find_files
from app.understanding import Meaning

ROOT = Path(__file__).resolve().parents[2]
TABLE = [line.split("\t") for line in Path(__file__).with_name("programme_asked.tsv").read_text("utf-8").splitlines()]
THURSDAY_NOON = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
OURS = """\
name: Harbor Street
what: {en: A van run by peers., es: Una van de pares.}
run_by: Harbor Street Peers
contact: Write to hello at harbor street.
hours: Mo-Fr 10:00-18:00; PH off
zone: America/Chicago
addresses: [{where: 9 Harbor Street}]
hands_out: [naloxone, syringes]
id_needed: no
languages: [en, es]
delivery: {en: We deliver on Fridays., es: Entregamos los viernes.}
law:
  pipes: {says: {en: Pipes are legal here., es: Aquí las pipas son legales.}, source: https://example.org/law, until: 2027-05-01}
off: OFF
"""


def _with(programme: str | None) -> Loaded:
    files: Files = dict(find_files(ROOT)[0])
    files.pop(PROGRAMME)
    if programme is not None:
        files[PROGRAMME] = programme.encode()
    return load_files(files)


def _library(loaded: Loaded) -> CompiledRelease:
    assert loaded.release is not None, loaded.problems
    return compiled(loaded.release)


@pytest.fixture(scope="module")
def ours() -> CompiledRelease:
    return _library(_with(OURS.replace("OFF", "[]")))


@pytest.fixture(scope="module")
def nobodys() -> CompiledRelease:
    return _library(_with(None))


@pytest.fixture(scope="module")
def without() -> CompiledRelease:
    return _library(_with(OURS.replace("OFF", "[strips, syringes, smoking, sites]")))


def _asks(library: CompiledRelease, topic: str, language: str = "en") -> str:
    meaning = Meaning(intent="help_menu", confidence=1.0, topic=topic, asked=True)
    turn = step(library, Session(language=language), Texted("?", meaning=meaning), THURSDAY_NOON)
    return "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say))


@pytest.mark.parametrize(("words", "page"), TABLE)
def test_a_question_about_the_programme_has_its_page_in_the_first_reply(
    library: CompiledRelease, words: str, page: str
) -> None:
    assert page == step(library, None, Texted(words), THURSDAY_NOON).session.node


def test_the_demo_says_that_its_programme_is_made_up(library: CompiledRelease) -> None:
    pages = [library.text(f"programme.{name}", "en") for name in "hours where supplies pipes delivery id".split()]
    paginas = [library.text(f"programme.{name}", "es") for name in "hours where supplies pipes delivery id".split()]

    assert [] == [page for page in pages if "made up" not in page]
    assert [] == [page for page in paginas if "inventado" not in page]


def test_a_line_nobody_described_says_so_and_invents_nothing(nobodys: CompiledRelease) -> None:
    hours, address = _asks(nobodys, "programme_open"), _asks(nobodys, "programme_where")

    assert "Nobody has told it when people are there" in hours
    assert "Nobody has told it an address" in address
    assert "{" not in hours + address


def test_a_programme_says_first_whether_it_is_open_now(ours: CompiledRelease) -> None:
    assert _asks(ours, "programme_open").startswith("Open til 6pm")
    assert "Mon-Fri 10am-6pm" in _asks(ours, "programme_open")
    assert "Abierto hasta 6pm" in _asks(ours, "programme_open", "es")


def test_a_programme_that_is_closed_says_when_it_opens(ours: CompiledRelease) -> None:
    meaning = Meaning(intent="help_menu", confidence=1.0, topic="programme_open", asked=True)
    turn = step(ours, None, Texted("?", meaning=meaning), datetime(2026, 11, 21, 17, 0, tzinfo=UTC))

    assert "Closed, opens Mon 10am" in " ".join(effect.text for effect in turn.effects if isinstance(effect, Say))


def test_what_a_programme_is_asked_is_answered_from_its_file(ours: CompiledRelease) -> None:
    assert "9 Harbor Street" in _asks(ours, "programme_where")
    assert "naloxone, new syringes" in _asks(ours, "programme_supplies")
    assert "We don't know of any" in _asks(ours, "programme_pipes")
    assert "We deliver on Fridays." in _asks(ours, "programme_delivery")
    assert "Entregamos los viernes." in _asks(ours, "programme_delivery", "es")
    assert "needs no ID" in _asks(ours, "programme_id")
    assert "Run by Harbor Street Peers." in _asks(ours, "who_runs")
    assert "Pipes are legal here." in _asks(ours, "legal_supplies")
    assert "English, Spanish" in _asks(ours, "programme_languages")


def test_a_module_that_is_off_has_no_node_and_no_choice(without: CompiledRelease) -> None:
    nodes = without.release.nodes.values()
    gone = ("strips.", "services.syringes", "services.find_syringes", "services.smoking", "services.sites")

    assert [] == [node.name for node in nodes if node.name.startswith(gone)]
    assert [] == [choice.go for node in nodes for choice in node.choices if choice.go.startswith(gone)]
    assert without.finds.keys().isdisjoint({"test_strips", "syringes", "smoking_supplies", "consumption_sites"})


def test_lists_stay_numbered_without_holes(without: CompiledRelease) -> None:
    menu = without.release.nodes["services.menu"]

    assert ["1", "2"] == [choice.key for choice in menu.choices]
    assert ["services.daily", "services.social"] == [choice.go for choice in menu.choices]


@pytest.mark.parametrize("said", ["test_strips", "drug_checking", "smoking_equipment", "consumption_sites"])
def test_what_leads_to_a_module_that_is_off_says_so(without: CompiledRelease, said: str) -> None:
    assert "left this out" in _asks(without, said)


def test_the_word_of_a_module_that_is_off_says_so(without: CompiledRelease) -> None:
    assert "programme.off" == step(without, None, Texted("STRIPS"), THURSDAY_NOON).session.node


def test_steps_crisis_stop_and_forget_stay_with_every_module_off(
    without: CompiledRelease, ours: CompiledRelease
) -> None:
    for intent in ("overdose_emergency", "overamp_emergency", "suicidal_crisis", "stop", "forget_me"):
        assert ours.answers[intent] == without.answers[intent]
    assert ours.shown(ours.release.nodes["overdose.start"], "en") == without.shown(
        without.release.nodes["overdose.start"], "en"
    )


def test_a_flow_that_lives_hang_on_cannot_be_a_module() -> None:
    files: Files = dict(find_files(ROOT)[0])
    for flow in ("overdose", "crisis", "line"):
        path = f"flows/{flow}.yaml"
        files[path] = files[path].replace(f"flow: {flow}\n".encode(), f"flow: {flow}\nmodule: rest\n".encode())
    files[PROGRAMME] = OURS.replace("OFF", "[rest]").encode()

    loaded = load_files(files)

    assert loaded.release is None
    assert {"overdose", "crisis", "line"} <= {
        problem.path[6:-5] for problem in loaded.problems if problem.code == "MODULE_PROTECTED"
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("hours: sometimes", "PROGRAMME"),
        ("off: [pipe_dreams]", "PROGRAMME"),
        ("lines: [nobody]", "PROGRAMME"),
        ("hands_out: [unicorns]", "VALUE"),
        ("opening: 9", "WORD_UNKNOWN"),
        ("name: {xx: Hi}", "PROGRAMME"),
    ],
)
def test_a_slip_in_the_file_is_named(line: str, code: str) -> None:
    name = "" if line.startswith("name") else "name: Ours\nzone: America/New_York\n"

    found = [problem for problem in _with(f"{name}{line}\n").problems if problem.path == PROGRAMME]

    assert [code] == [problem.code for problem in found]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("  only_if:\n    has_unicorns: They have them.\n", "ONLY_IF"),
        ("  only_if:\n    hours: Their address is {programme.address}.\n", "PROGRAMME_BLANK"),
    ],
)
def test_a_sentence_that_could_never_be_said_or_would_have_a_hole_is_named(sentence: str, code: str) -> None:
    files: Files = dict(find_files(ROOT)[0])
    files["content/en/programme.yaml"] += f"programme.tried:\n  text: Tried.\n  plain: yes\n{sentence}".encode()

    assert code in {problem.code for problem in load_files(files).problems}


def test_a_made_up_programme_opens_no_line() -> None:
    problems = check_folder(ROOT, launch=True, production=False)

    assert "LAUNCH_PROGRAMME" in {problem.code for problem in problems}
