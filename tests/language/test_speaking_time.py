"""How long words take, and where a voice stops."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.language.speaking_time import pieces, seconds

SENTENCES = st.lists(
    st.lists(st.sampled_from(["call", "nine", "breath", "nose, chin,", "Ahí"]), min_size=1, max_size=30).map(
        lambda words: " ".join(words).capitalize() + "."
    ),
    max_size=8,
).map(" ".join)


def test_a_hundred_and_fifty_words_take_a_minute() -> None:
    assert 60 == seconds("word " * 150)


@given(text=SENTENCES, most=st.sampled_from([15.0, 20.0]))
def test_pieces_hold_every_word_in_order_and_none_takes_too_long(text: str, most: float) -> None:
    found = pieces(text, most)

    assert text.split() == " ".join(found).split()
    assert all(seconds(piece) <= most for piece in found)


def test_a_short_text_is_one_piece() -> None:
    assert ("Call 9 1 1 now. Stay.",) == pieces("Call 9 1 1 now. Stay.", 15)
