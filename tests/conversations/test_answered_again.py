"""A number that answered something is sent once more, by a nervous thumb or by the phone company: it counts once."""

from __future__ import annotations

import pytest

from tests.conversations.world import People, Town


def invited(town: Town) -> People:
    """Somebody who was asked to be a contact, phone 2 in hand."""
    people = People(town)
    for words in ("check", "202-555-0102 Rosa"):
        people.text(words)
    return people


@pytest.mark.parametrize("answer", ["1", "2"])
def test_the_answer_to_an_invitation_sent_twice_changes_nothing(town: Town, answer: str) -> None:
    people = invited(town)
    people.text(answer, place=2)

    for _ in range(3):
        said = " ".join(people.text(answer, place=2)).casefold()
        assert "we have your answer" in said
        assert "call 911" not in said


def test_words_between_make_the_number_choose_again(town: Town) -> None:
    people = invited(town)
    people.text("1", place=2)
    people.text("menu", place=2)

    assert "call 911 now" in " ".join(people.text("1", place=2)).casefold()


def test_numbers_in_the_thanks_for_a_check_in_mean_what_they_say(town: Town) -> None:
    people = People(town)
    for words in ("checkin", "1", "daily at noon", "1", "1"):
        people.text(words)
    people.next()
    assert "2 want to talk" in " ".join(people.text("meh")).casefold()

    said = " ".join(people.text("2")).casefold()

    assert "naloxone (narcan) can bring back" not in said
    assert "talk" in said or "988" in said, said
