"""Beside somebody who may be dying: what is tried, asked or told has its own answer, once and plainly, and the steps go on under it."""

from __future__ import annotations

import re

import pytest

from tests.conversations.judge import LEFT
from tests.conversations.world import People, Town

CRY = {"en": "my brother is not breathing", "es": "mi hermano no respira"}
STEP = r"1 next step|1 siguiente"


def told(town: Town, words: str, *, before: tuple[str, ...] = (), language: str = "en") -> str:
    people = People(town)
    for text in (CRY[language], *before):
        people.text(text)
    return " ".join(people.text(words)).casefold()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "should we put him in the tub"),
        ("en", "they are dumping ice on him"),
        ("en", "my uncle keeps slapping him"),
        ("en", "can i give him coffee"),
        ("en", "she says shoot him up with milk"),
        ("en", "what about a bump of coke to wake him"),
        ("en", "we threw cold water on his face"),
        ("es", "lo metemos a la ducha"),
        ("es", "le ponemos hielo"),
        ("es", "le doy una cachetada"),
        ("es", "le damos cafe"),
        ("es", "dicen que le inyecte leche"),
    ],
)
def test_what_does_not_help_is_told_no_once_and_the_step_comes_back(town: Town, language: str, words: str) -> None:
    said = told(town, words, language=language)

    assert re.match(r"no: ", said), said
    assert re.search(STEP, said)
    assert not LEFT.search(said)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "well drop him at the er and take off"),
        ("en", "can i just leave him on the porch"),
        ("es", "lo dejamos en la puerta del hospital y nos vamos"),
    ],
)
def test_nobody_is_left_alone_at_a_door(town: Town, language: str, words: str) -> None:
    said = told(town, words, language=language)

    assert re.search(r"do not leave (?:him|her|them) alone|no deje a la persona sola", said), said
    assert re.search(STEP, said)


@pytest.mark.parametrize(
    ("language", "words", "needed"),
    [
        ("en", "its expired is that ok", "better than none"),
        ("en", "will narcan hurt him if its not opioids", "will not hurt"),
        ("en", "does a kid get the same amount", "same dose"),
        ("en", "can i od from touching fentanyl on his skin", "does not cause an overdose"),
        ("es", "el narcan ya caduco", "mejor que nada"),
        ("en", "i have a spray but its expired", "better than none"),
        ("es", "traje un narcan pero esta vencido", "mejor que nada"),
    ],
)
def test_a_question_about_the_spray_is_answered_and_the_step_comes_back(
    town: Town, language: str, words: str, needed: str
) -> None:
    said = told(town, words, language=language)

    assert needed in said
    assert re.search(STEP, said)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "still wont wake"), ("en", "nothing is working"), ("es", "sigue igual")]
)
def test_no_change_asks_for_the_first_dose_where_none_was_told_of(town: Town, language: str, words: str) -> None:
    said = told(town, words, language=language)

    assert re.search(r"no naloxone (?:given )?yet\?|todav[ií]a sin naloxona", said), said
    assert re.search(r"1 breath every 5 seconds|1 vez cada 5 segundos", said)


@pytest.mark.parametrize(
    ("language", "before", "words"),
    [("en", "gave him the spray", "still nothing"), ("es", "ya le puse el spray", "sigue igual")],
)
def test_no_change_after_a_dose_is_the_second_dose(town: Town, language: str, before: str, words: str) -> None:
    said = told(town, words, before=(before,), language=language)

    assert re.search(r"give a second dose|una segunda dosis", said), said
    assert "yet?" not in said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "wait we found a narcan"),
        ("en", "neighbor has narcan"),
        ("en", "theres a kit on the wall"),
        ("es", "ya consegui narcan"),
    ],
)
def test_naloxone_that_turned_up_is_given(town: Town, language: str, words: str) -> None:
    assert re.search(r"push the plunger|empuje el [eé]mbolo", told(town, words, language=language))


@pytest.mark.parametrize(
    "words", ["blow in his mouth or what", "am i doing the breaths right", "show me how to breathe for him"]
)
def test_breaths_are_shown(town: Town, words: str) -> None:
    assert "give 2 breaths" in told(town, words)
