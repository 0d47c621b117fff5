"""A question that names nothing is answered about what was just read; one that names something is answered about that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.step import step

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
CARRIED = [
    ("tienen las tiritas esas del fentanilo", "como se usan", "strips.how"),
    ("what is narcan", "does it go bad in the car", "naloxone.keep"),
    ("narcan", "do i need a prescription", "asked_daily.naloxone_cost"),
    ("narcan", "how much is it", "asked_daily.naloxone_cost"),
    ("naloxone", "do i gotta pay", "asked_daily.naloxone_cost"),
    ("naloxone", "does it expire", "naloxone.old"),
    ("narcan", "cuanto cuesta", "asked_daily.naloxone_cost"),
    ("NALOXONA", "cuanto dura", "asked_health.lasts"),
    ("NALOXONA", "sirve para niños", "asked_health.naloxone_child"),
    ("syringes", "is it illegal to carry them", "asked_life.legal"),
    ("suboxone", "can i drink on it", "safer.mix_names"),
    ("xanax", "is it ok with methadone", "safer.mix_names"),
    ("molly", "what if i take it with my antidepressants", "safer.mix_names"),
    ("hep c", "is there a cure", "health.hepatitis"),
    ("hep c", "can i get it from sharing pipes", "health.hepatitis"),
    ("methadone", "do i have to go every day", "treatment.methadone"),
    ("xanax", "is it ok to quit it all at once", "treatment.stopping"),
    ("tranq", "does narcan work on it", "safer.tranq_response"),
    ("wound", "where", "health.find_wounds"),
    ("test strips", "where do i get some", "strips.find"),
    ("test strips", "are they legal", "asked_life.legal"),
    ("cotton fever", "should i go to the hospital", "asked_health.cotton"),
    ("plan b", "how long do i have", "asked_life.contraception"),
    ("sitio de consumo", "es legal", "services.sites"),
    ("cuanto cuesta el narcan", "gratis donde", "naloxone.find"),
]
OF_ITS_OWN = [
    ("good samaritan", "what if im on probation", "asked_life.probation"),
    ("narcan", "what about fent", "safer_drugs.opioids"),
    ("prep", "where can i get syringes", "services.find_syringes"),
    ("wound", "can i talk to someone", "person.lines"),
    ("methadone", "me la dan en la carcel", "asked_life.jail"),
]


def _then(library: CompiledRelease, *texts: str, wait: timedelta = timedelta(minutes=1)) -> str:
    session, now = None, NOW
    for text in texts:
        session = step(library, session, Texted(text), now).session
        now += wait
    assert session is not None
    return session.node


@pytest.mark.parametrize(("first", "then", "page"), CARRIED)
def test_what_was_read_last_is_what_a_question_without_a_name_is_about(
    library: CompiledRelease, first: str, then: str, page: str
) -> None:
    assert page == _then(library, first, then)


@pytest.mark.parametrize(("first", "then", "page"), OF_ITS_OWN)
def test_what_names_a_subject_of_its_own_is_about_that(
    library: CompiledRelease, first: str, then: str, page: str
) -> None:
    assert page == _then(library, first, then)


@pytest.mark.parametrize("text", ["no im fine leave it", "no gracias ya estoy bien", "nvm im good"])
def test_a_refusal_below_a_page_is_no_riddle(library: CompiledRelease, text: str) -> None:
    first = step(library, None, Texted("who can i talk to"), NOW)
    said = [
        effect.text for effect in step(library, first.session, Texted(text), NOW).effects if isinstance(effect, Say)
    ]

    assert said[0].startswith(("OK.", "De acuerdo", "Bien"))


def test_an_hour_later_it_is_about_nothing(library: CompiledRelease) -> None:
    assert "asked_daily.naloxone_cost" != _then(library, "naloxone", "do i gotta pay", wait=timedelta(hours=2))


def test_a_cry_below_a_page_is_a_cry(library: CompiledRelease) -> None:
    assert "overdose.start" == _then(library, "naloxone", "is he dying hes not breathing")


def test_no_subject_leads_out_of_the_steps(library: CompiledRelease) -> None:
    assert _then(library, "my friend is not breathing", "does it expire").startswith(("overdose.", "naloxone.old"))


def test_every_subject_is_of_a_page_or_flow_that_is_there(library: CompiledRelease) -> None:
    flows = library.release.flows.keys()
    named = [key.removeprefix("subject.") for key in library.release.texts["en"] if key.startswith("subject.")]

    assert named
    assert [] == [name for name in named if name not in library.nodes and name not in flows]
