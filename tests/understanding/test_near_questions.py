"""What fits no listed question comes near to one, where it is asked in other words; everyday talk seldom does."""

from __future__ import annotations

from pathlib import Path

import pytest

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

    assert len(near) <= len(CHATTER) * 0.05, near


@pytest.mark.parametrize("message", ["he wont wake up", "i want to die", "stop", "no respira", "ya no quiero vivir"])
def test_nothing_is_offered_beside_a_cry_or_a_stop(understander: Understander, message: str) -> None:
    assert () == understander.understand(message).near
