"""Who asks us to go on takes nothing back; who says it plainly does."""

import pytest

from app.understanding import opt_out_phrases


@pytest.mark.parametrize(
    "words",
    ["do not stop texting me", "please do not stop texting", "do not ever stop messaging me", "no dejes de escribirme"],
)
def test_a_plea_to_go_on_is_no_revocation(words: str) -> None:
    assert [] == opt_out_phrases.signs(words.split())
    assert opt_out_phrases.of_something_else(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "stop texting me",
        "do not text me",
        "no stop texting me",
        "if you do not stop texting me i will report you",
        "no dejen de mandarme mensajes",
        "no me escribas mas",
    ],
)
def test_a_plain_revocation_is_one(words: str) -> None:
    assert opt_out_phrases.signs(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "reply stop to unsubscribe",
        "txt end to cancel",
        "text stop if you do not want these",
        "responda alto para cancelar",
    ],
)
def test_how_texts_are_ended_is_told_by_machines_and_ends_none(words: str) -> None:
    assert [] == opt_out_phrases.signs(words.split())
