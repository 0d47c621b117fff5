"""What stands beside an answer: another page by one number, a search where something is needed at a place, a short word back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.session import Session
from app.engine.step import step

NOW = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
NEARLY_A_CRY = [
    (
        "I sprayed my roommate an hour ago and he's up eating cereal now. Is he in the clear or can he go back out",
        "asked_health.lasts",
    ),
    ("me voy a mexico tres semanas y tomo metadona diario como le hago", "asked_more.travel_meds"),
]
PLAIN_CRIES = ["my friend is not breathing", "he wont wake up and hes blue", "no respira y esta morado", "OD"]


def _says(library: CompiledRelease, session: Session | None, text: str) -> tuple[Session, str]:
    turn = step(library, session, Texted(text), NOW)
    return turn.session, "\n".join(one.text for one in turn.effects if isinstance(one, Say))


@pytest.mark.parametrize(("text", "page"), NEARLY_A_CRY)
def test_steps_that_were_only_weighed_come_first_and_whole_and_the_page_is_one_number_away(
    library: CompiledRelease, text: str, page: str
) -> None:
    session, said = _says(library, None, text)
    if session.node == page:
        return  # read right at once
    steps, _, offered = said.rpartition("\n")

    assert library.shown(library.nodes[session.node], session.language).text in steps
    assert offered.startswith("8 ")
    assert page == session.other_page


@pytest.mark.parametrize("text", PLAIN_CRIES)
def test_a_plain_cry_has_nothing_but_the_steps(library: CompiledRelease, text: str) -> None:
    session, said = _says(library, None, text)

    assert session.node in library.steps
    assert "\n8 " not in said
    assert not session.other_page


def test_beside_the_steps_the_page_is_said_and_they_are_still_there(library: CompiledRelease) -> None:
    at_the_steps = Session(
        language="en", node="overdose.start", other_page="asked_health.lasts", started=AT, last_event_at=AT
    )
    session, said = _says(library, at_the_steps, "8")

    assert "overdose.start" == session.node
    assert "wears off" in said
    assert "You were at" in said


def test_elsewhere_the_number_leads_to_the_page(library: CompiledRelease) -> None:
    below = Session(language="en", node="main.menu", other_page="asked_life.gambling", started=AT, last_event_at=AT)

    assert "asked_life.gambling" == _says(library, below, "8")[0].node


@pytest.mark.parametrize("between", ["menu", "what", "19134"])
def test_it_is_of_the_last_answer_alone(library: CompiledRelease, between: str) -> None:
    below = Session(language="en", node="main.menu", other_page="asked_life.gambling", started=AT, last_event_at=AT)
    session, _ = _says(library, below, between)

    assert "asked_life.gambling" != _says(library, session, "8")[0].node


def test_ten_minutes_later_an_8_is_no_answer_to_it(library: CompiledRelease) -> None:
    long_ago = int((NOW - timedelta(minutes=11)).timestamp())
    below = Session(
        language="en", node="main.menu", other_page="asked_life.gambling", started=long_ago, last_event_at=long_ago
    )

    assert "asked_life.gambling" != _says(library, below, "8")[0].node


@pytest.mark.parametrize(
    "text",
    [
        "shelter in bath maine",
        "hungry af in bushwick",
        "tengo hambre, ando en laredo texas",
        "any hope of a food pantry in hope arkansas",
    ],
)
def test_what_is_needed_at_a_named_place_is_looked_for_there(library: CompiledRelease, text: str) -> None:
    session, _ = _says(library, None, text)

    assert session.node in {"services.find_shelter", "services.find_food"}
    assert session.search_place


@pytest.mark.parametrize(
    "text", ["how much is narcan in philadelphia", "my dog is hungry", "is it safe to sleep in my car"]
)
def test_a_question_about_a_thing_is_no_search_for_it(library: CompiledRelease, text: str) -> None:
    assert not _says(library, None, text)[0].search_place


@pytest.mark.parametrize("word", ["ok cool", "lol", "bet", "got it"])
def test_a_word_that_only_says_it_was_read_moves_nobody(library: CompiledRelease, word: str) -> None:
    session, _ = _says(library, None, "is it ok to mix weed and mushrooms")
    after, said = _says(library, session, word)

    assert (session.node, session.options) == (after.node, after.options)
    assert said.startswith("OK. Text any time")
