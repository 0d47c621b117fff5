"""Segments are counted as the network counts them, and blanks never become code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.gsm7 import GSM_BASIC, GSM_EXTENDED
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
    ("á" + "a" * 69, 1, "UCS-2", 70),
    ("á" + "a" * 70, 2, "UCS-2", 71),
    ("ó" * 134, 2, "UCS-2", 134),
    ("ó" * 135, 3, "UCS-2", 135),
    ("ç", 1, "UCS-2", 1),
    ("\u2019", 1, "UCS-2", 1),
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
    ("a\tb", 1, "UCS-2", 3),
    ("a\u00a0b", 1, "UCS-2", 3),
    ("\ud800", 1, "UCS-2", 1),
]


@pytest.mark.parametrize(("text", "count", "encoding", "units"), CASES)
def test_a_text_costs_what_the_network_charges(text: str, count: int, encoding: str, units: int) -> None:
    assert Segments(count, encoding, units) == segments(text)


def test_the_alphabet_has_all_of_gsm() -> None:
    assert (127, 10) == (len(GSM_BASIC), len(GSM_EXTENDED))
    assert "á“" == not_gsm("ñáé“á")


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


@given(st.text(alphabet=st.sampled_from("aá\U0001f600€\U0001f9d1"), max_size=300))
def test_ucs2_parts_agree_with_the_long_way(text: str) -> None:
    widths = [len(letter.encode("utf-16-le")) // 2 for letter in "á" + text]

    assert slow_parts(widths, 70, 67) == segments("á" + text).count


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
