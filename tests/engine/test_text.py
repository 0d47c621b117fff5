"""Segments are counted as the network counts them, and blanks never become code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.gsm7 import GSM_BASIC, GSM_EXTENDED, as_sent
from app.language.sms_text import Segments, blanks_in, fill, not_gsm, segments

CASES: list[tuple[str, int, str, int]] = [
    ("", 0, "GSM-7", 0),
    ("a", 1, "GSM-7", 1),
    ("a" * 160, 1, "GSM-7", 160),
    ("a" * 161, 2, "GSM-7", 161),
    ("a" * 306, 2, "GSM-7", 306),
    ("a" * 307, 3, "GSM-7", 307),
    ("a" * 1600, 11, "GSM-7", 1600),
    ("é" * 160, 1, "GSM-7", 160),
    ("ñ¿¡Ñüàèìòù" * 16, 1, "GSM-7", 160),
    # accents and curly quotes that have a plain form are left off as a text goes out, and cost nothing more
    ("á" + "a" * 159, 1, "GSM-7", 160),
    ("ó" * 161, 2, "GSM-7", 161),
    ("ç", 1, "GSM-7", 1),
    ("\u2019", 1, "GSM-7", 1),
    ("\u2026", 1, "GSM-7", 3),
    ("a\u0301b", 1, "GSM-7", 2),
    # another script costs Unicode whatever its accents do
    ("ж" + "a" * 69, 1, "UCS-2", 70),
    ("ж" + "á" * 70, 2, "UCS-2", 71),
    ("đ" * 134, 2, "UCS-2", 134),
    ("đ" * 135, 3, "UCS-2", 135),
    ("€" * 80, 1, "GSM-7", 160),
    ("€" * 81, 2, "GSM-7", 162),
    # 153 is odd: an escape pair that would be cut moves to the next part as a whole
    ("€" * 153, 3, "GSM-7", 306),
    ("a" * 152 + "{" + "a" * 152, 3, "GSM-7", 306),
    ("a" * 151 + "{" + "a" * 153, 2, "GSM-7", 306),
    ("\U0001f600" * 35, 1, "UCS-2", 70),
    ("\U0001f600" * 36, 2, "UCS-2", 72),
    # 67 is odd too: 33 emoji fit in a part, not 33 and a half
    ("\U0001f600" * 67, 3, "UCS-2", 134),
    ("a\n" * 80, 1, "GSM-7", 160),
    ("a\tb", 1, "GSM-7", 3),
    ("a\u00a0b", 1, "GSM-7", 3),
    ("\ud800", 1, "UCS-2", 1),
]


@pytest.mark.parametrize(("text", "count", "encoding", "units"), CASES)
def test_a_text_costs_what_the_network_charges(text: str, count: int, encoding: str, units: int) -> None:
    assert Segments(count, encoding, units) == segments(text)


def test_the_alphabet_has_all_of_gsm() -> None:
    assert (127, 10) == (len(GSM_BASIC), len(GSM_EXTENDED))
    assert "ж😀" == not_gsm("ñáé“áж😀ж")


SENT: list[tuple[str, str]] = [
    ("¿Está en la cárcel? Llame al 911 más tarde: él, niño, pingüino.", "¿Esta en la carcel? Llame al 911 mas tarde: él, niño, pingüino."),
    ("ÁÍÓÚ ç ã “así” – ‘no’…", 'AIOU c a "asi" - \'no\'...'),
    ("[a] {b} ~ €", "[a] {b} ~ €"),
    ("día 😀", "día 😀"),
    ("Đi đâu?", "Đi đâu?"),
    ("не дышит, más", "не дышит, más"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "sent"), SENT)
def test_accents_are_left_off_only_where_that_saves_unicode(written: str, sent: str) -> None:
    assert sent == as_sent(written)


@given(st.text(max_size=200))
def test_a_text_is_sent_the_same_when_it_is_sent_again(text: str) -> None:
    assert as_sent(as_sent(text)) == as_sent(text)
    assert segments(as_sent(text)) == segments(text)


def slow_parts(widths: list[int], single: int, part: int) -> int:
    """The same rule, written the long way round."""
    if sum(widths) <= single:
        return 1 if widths else 0
    parts: list[list[int]] = [[]]
    for width in widths:
        if sum(parts[-1]) + width > part:
            parts.append([])
        parts[-1].append(width)
    return len(parts)


@given(st.text(alphabet=st.sampled_from("aé€{^|\n"), max_size=500))
def test_gsm_parts_agree_with_the_long_way(text: str) -> None:
    widths = [2 if letter in GSM_EXTENDED else 1 for letter in text]

    assert slow_parts(widths, 160, 153) == segments(text).count


@given(st.text(alphabet=st.sampled_from("aж\U0001f600€\U0001f9d1"), max_size=300))
def test_ucs2_parts_agree_with_the_long_way(text: str) -> None:
    widths = [len(letter.encode("utf-16-le")) // 2 for letter in "ж" + text]

    assert slow_parts(widths, 70, 67) == segments("ж" + text).count


@given(st.text(max_size=400))
def test_any_text_has_a_count(text: str) -> None:
    found = segments(text)

    assert (found.count == 0) == (text == "")
    assert found.units >= len(text)


def test_blanks_are_filled_once_and_only_from_the_list() -> None:
    blanks = {"line_name": "{line_number}", "phone.nua": "800"}

    assert "Call 800, {line_number}." == fill("Call {phone.nua}, {line_name}.", blanks)
    assert "x" == fill("x{place.__class__}{0}{line_name!r}{}", blanks)
    assert ("a.b", "c") == blanks_in("{a.b} and {c}")


@given(st.text(alphabet=st.sampled_from("{}a._!r0[] line_name\n"), max_size=60))
def test_no_text_makes_filling_raise_or_show_what_is_inside(text: str) -> None:
    assert "<class" not in fill(text, {"line_name": "Porchlight"})
