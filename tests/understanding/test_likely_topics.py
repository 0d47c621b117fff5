"""What fits no pattern is like the examples of a topic, where it is asked in other words; everyday talk seldom is."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.release.phrases import PhrasesRead
from app.understanding import Meaning
from app.understanding.likely_topics import weighed
from app.understanding.topic_model import Likely
from app.understanding.understander import Understander

CHATTER = Path(__file__).with_name("chatter.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("do you know about a pill against drinking", "alcohol_medicines"),
        ("the place you told me is shut", "place_wrong"),
        ("una medicina que me quite las ganas de tomar ron", "alcohol_medicines"),
    ],
)
def test_a_question_in_other_words_comes_near_to_its_topic(
    understander: Understander, message: str, topic: str
) -> None:
    meaning = understander.understand(message)

    assert topic == meaning.topic or topic in meaning.near


@pytest.mark.parametrize("message", ["hi", "ok", "thank you so much", "lol", "jaja si"])
def test_small_talk_comes_near_to_nothing(understander: Understander, message: str) -> None:
    assert () == understander.understand(message).near


def test_everyday_talk_seldom_comes_near(understander: Understander) -> None:
    near = [line for line in CHATTER if understander.understand(line.partition("\t")[0]).near]

    assert len(near) <= len(CHATTER) * 0.02, near


def test_everyday_talk_is_hardly_ever_like_a_question(understander: Understander) -> None:
    alike = [line for line in CHATTER if understander.understand(line.partition("\t")[0]).alike]

    assert len(alike) <= len(CHATTER) * 0.01, alike


def test_everyday_lines_that_were_not_learnt_from_seldom_come_near(
    shipped: PhrasesRead, understander: Understander
) -> None:
    lines = [line for owned in shipped.phrases.values() for line in owned.everyday[1::50]]
    near = [line for line in lines if (heard := understander.understand(line)).near or heard.alike]

    assert len(near) <= len(lines) * 0.02, near


@pytest.mark.parametrize(
    "message", ["where can i get narcan 19134", "needle exchange near me", "donde consigo jeringas"]
)
def test_who_looks_for_a_place_is_not_answered_with_a_page(understander: Understander, message: str) -> None:
    assert not understander.understand(message).alike


@pytest.mark.parametrize("message", ["he wont wake up", "i want to die", "stop", "no respira", "ya no quiero vivir"])
def test_no_page_answers_over_a_cry_or_a_stop(understander: Understander, message: str) -> None:
    assert not understander.understand(message).alike


def test_what_is_like_an_example_says_so(understander: Understander) -> None:
    heard = understander.understand(
        "the police took my friend after i phoned for help with his overdose, can they do that"
    )

    assert not heard.alike or f"like the examples of {heard.topic}" in heard.why


def test_the_likeliest_topic_answers_only_well_before_the_next() -> None:
    unclear = Meaning("unrelated", 0.5)
    sure = weighed((Likely("heart", 0.8), Likely("meth", 0.1)), unclear, has_page="")
    two = weighed((Likely("heart", 0.48), Likely("meth", 0.46)), unclear, has_page="")
    none = weighed((Likely("heart", 0.01), Likely("meth", 0.01)), unclear, has_page="")

    assert (("heart",), True) == (sure.topics, sure.answers)
    assert (("heart", "meth"), False) == (two.topics, two.answers)
    assert () == none.topics


def test_beside_a_search_for_a_place_a_topic_is_offered_and_never_answers() -> None:
    sought = Meaning("naloxone_location", 0.6)

    assert not weighed((Likely("naloxone_mail", 0.99), Likely("meth", 0.0)), sought, has_page="").answers


@pytest.mark.parametrize("message", ["he wont wake up", "i want to die", "stop", "no respira", "ya no quiero vivir"])
def test_nothing_is_offered_beside_a_cry_or_a_stop(understander: Understander, message: str) -> None:
    assert () == understander.understand(message).near
