"""Why the line answered so is told in Spanish to whoever reads the console in Spanish."""

from __future__ import annotations

import pytest

from app.console.why_told import _told, rule_told, why_told
from app.engine import reading, why
from app.features import FEATURES


def words_of_steps() -> set[str]:
    """Every name of a step and of what can be open, and what ends it, as the engine writes them."""
    matters = [*why.OWN, *(one for feature in FEATURES for one in feature.talk.matters)]
    return {
        *(name for name, _ in reading.ORDER),
        reading.NOT_UNDERSTOOD,
        *(one.name for one in matters),
        *(one.ends for one in matters),
    }


def test_every_step_and_every_open_matter_has_spanish_words() -> None:
    assert [] == sorted(one for one in words_of_steps() if rule_told(one, "es") == one)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("read in the step: what was meant", "leído en el paso: lo que se quiso decir"),
        ("meaning: stop (chance 0.61), by: model, nearly an emergency",
         "significado: stop (probabilidad 0.61), por: el modelo, casi una emergencia"),
        ("topic: heat (a question listed by its words)",
         "tema: heat (una pregunta que está en la lista por sus palabras)"),
        ("the caller is at: naloxone.menu", "quien llama está en: naloxone.menu"),
        ("something new of ours", "something new of ours"),
    ],
)  # fmt: skip
def test_a_line_is_told_with_what_stood_in_it(line: str, said: str) -> None:
    assert said == why_told(line, "es")
    assert line == why_told(line, "en")


def test_no_language_but_the_first_is_without_its_words() -> None:
    assert all(_told("es"))
