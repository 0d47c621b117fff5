"""A vital sign of a person is one beside "lol" and on a birthday; what is laughed off, or asked for some day, is none."""

from __future__ import annotations

import pytest

from app.understanding.understander import Understander

SIGNS = [
    "my girl wont wake up lol", "lol my girl wont wake up she usually does by noon", "happy birthday. my girl wont wake up",
    "happy birthday to me lol. my girl wont wake up tho, she usually does by noon",
    "my roommate isnt waking up haha im kinda worried", "lmao so my cousin is not breathing", "its his bday and hes turning blue",
    "haha no but my boyfriend is unresponsive", "christmas at my moms, my uncle stopped breathing",
]  # fmt: skip
NONE = [
    "my wife wont wake up for brunch lol she worked nights", "my dog wont wake up from his nap lol",
    "our puppy wont wake up for his walk lol", "i cant breathe in this humidity lol",
    "my brother wont wake up for class lmao", "im not breathing lol this meme",
]  # fmt: skip
ASKED = [
    "what do i do if somebody falls out from fent", "what should i do if my son stops breathing one night",
    "what do i do if my boyfriend ods", "what to do if my homie falls out", "que hago si mi novio se pasa",
]  # fmt: skip


@pytest.mark.parametrize("text", SIGNS)
def test_a_sign_of_a_person_is_one_beside_a_laugh(understander: Understander, text: str) -> None:
    meaning = understander.understand(text)

    assert meaning.is_emergency
    assert meaning.plain


@pytest.mark.parametrize("text", NONE)
def test_what_is_laughed_off_is_no_sign(understander: Understander, text: str) -> None:
    assert not understander.understand(text).is_emergency


@pytest.mark.parametrize("text", ASKED)
def test_what_to_do_some_day_is_a_question_about_overdoses(understander: Understander, text: str) -> None:
    assert "overdose_response" == understander.understand(text).topic
