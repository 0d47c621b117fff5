"""Hours as people write them: read when certain, else left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.places.hours_certain import is_plainly_osm, with_two_figures
from app.places.hours_lint import lint
from app.places.hours_parser import read_hours

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "sites"

READ = [
    ("Mon-Fri – 9 am – 4 pm", "Mo-Fr 09:00-16:00"),
    ("Daily – 9 am to 8 pm", "Mo-Su 09:00-20:00"),
    ("Mon-Fri 9a-5p", "Mo-Fr 09:00-17:00"),
    ("MWF 9am-5pm", "Mo,We,Fr 09:00-17:00"),
    ("TTh 1pm-4pm", "Tu,Th 13:00-16:00"),
    ("T, Th 1pm-4pm", "Tu,Th 13:00-16:00"),
    ("Mo-Fr 9am-5pm", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri 9am-5pm EST", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri 0900-1700", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri 9am-5pm (closed for lunch 12-1)", "Mo-Fr 09:00-12:00,13:00-17:00"),
    ("Mon - Fri: 8:00 AM - 5:00 PM, Sat: 9:00 AM - 1:00 PM, Sun: Closed", "Mo-Fr 08:00-17:00; Sa 09:00-13:00"),
    ("Monday: 9:00 AM – 5:00 PM\nTuesday: Closed\nWednesday: 12–8 PM", "Mo 09:00-17:00; We 12:00-20:00"),
    ("Available 24 hours a day, 7 days a week.", "24/7"),
    ("Open 24/7", "24/7"),
    ("8:00am-4:00pm, Monday-Friday, excluding holidays.", "Mo-Fr 08:00-16:00; PH off"),
    ("Monday-Friday, 9:00am-12:00pm and 1:00pm-4:00pm.", "Mo-Fr 09:00-12:00,13:00-16:00"),
    ("Saturday, noon-midnight. Sunday, 4:00pm-midnight.", "Sa 12:00-24:00; Su 16:00-24:00"),
    ("10:00am-12:00am, Monday-Friday.", "Mo-Fr 10:00-24:00"),
    ("Sunday\t9a.m.–3a.m.", "Su 09:00-03:00"),
    ("M-F 9-5pm", "Mo-Fr 09:00-17:00"),
    ("Fri & Sat nights, 10p - 2a", "Fr,Sa 22:00-02:00"),
    ("Weeknights 6-9pm", "Mo-Fr 18:00-21:00"),
    ("9:30am-12:30pm; 1:30pm-4:30pm Mon–Fri", "Mo-Fr 09:30-12:30,13:30-16:30"),
    ("Mon-Fri 8:30am-5pm, closed daily 12:30-1:30pm for lunch", "Mo-Fr 08:30-12:30,13:30-17:00"),
    ("1st, 3rd & 5th Sat 9am–11am", "Sa[1,3,5] 09:00-11:00"),
    ("L-V 8am-5pm", "Mo-Fr 08:00-17:00"),
    ("24/7/365", "24/7"),
    ("M W F 10am-2pm", "Mo,We,Fr 10:00-14:00"),
    ("Tu Th 2pm-6pm", "Tu,Th 14:00-18:00"),
    ("24/7, 365 days a year", "24/7"),
    ("Available 24/7 (outdoor box)", "24/7"),
    ("Daily 10am-6pm except Wednesdays", "Th-Tu 10:00-18:00"),
    ("Mon-Thu 9am-3pm, Fri by appointment", "Mo-Th 09:00-15:00"),
    ("Mon\u2011Fri\xa09 a.m.\u2012\u20095 p.m.", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri: 9am-5pm\r\nSat-Sun: 11am-3pm", "Mo-Fr 09:00-17:00; Sa-Su 11:00-15:00"),
    ("Tue/Thu 1-4pm", "Tu,Th 13:00-16:00"),
    ("Mon–Fri: 9:00 AM – 5:00 PM", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri 9am-5pm, closed Sundays", "Mo-Fr 09:00-17:00"),
    ("First Saturday of the month 10am-noon", "Sa[1] 10:00-12:00"),
    ("1st & 3rd Tuesday 6pm-8pm", "Tu[1,3] 18:00-20:00"),
    ("lunes a viernes de 9am a 5pm", "Mo-Fr 09:00-17:00"),
    ("Lunes a viernes 9:00 a 17:00, sábado 10am-2pm", "Mo-Fr 09:00-17:00; Sa 10:00-14:00"),
    ("Weekdays 8 a.m. to 4:30 p.m.", "Mo-Fr 08:00-16:30"),
    ("By appointment only. Call us.", '"by appointment"'),
    ("Mon-Thu 7pm-6am", "Mo-Th 19:00-06:00"),
    ("Mon-Fri 9am-5pm (closed 12-1 for lunch)", "Mo-Fr 09:00-12:00,13:00-17:00"),
    ("Office Hours: Monday - Friday, 8:30am - 5:00pm", "Mo-Fr 08:30-17:00"),
    ("June-Sept Mon-Fri 9am-5pm", "Jun-Sep Mo-Fr 09:00-17:00"),
    ("Jun-Aug: Mon-Thu 9am-3pm. Sep-May: Mon-Fri 9am-5pm.", "Jun-Aug Mo-Th 09:00-15:00; Sep-May Mo-Fr 09:00-17:00"),
    ("First and last Tuesday of the month 10am-noon", "Tu[1,-1] 10:00-12:00"),
    ("Open November to March, 7pm-7am nightly", "Nov-Mar Mo-Su 19:00-07:00"),
    ("lunes a viernes 9am-1pm, de junio a agosto", "Jun-Aug Mo-Fr 09:00-13:00"),
    ("Dec 1 - March 15: daily 6pm-8am", "Dec 01-Mar 15 Mo-Su 18:00-08:00"),
]
LEFT = [
    "Daily 10am-6pm except March", "L, M, V 9am-5pm", "M Th 9am-5pm",
    "Mon-Fri 9am-5pm; June-Aug: Mon-Thu 9am-3pm", "June-Aug: Mon-Fri 9am-5pm; July-Sept: Sat 9am-1pm", "Mon-Fri 9:00-17:00+",
    "Mon-Fri 10am-?", "Every other Wednesday 1pm-4pm", "Mon-Fri 9am-5pm (summer only)", "Office Hours: Mon-Fri 9am-5pm; Shelter: 24/7",
    "Mon-Fri 9am-5pm; Drop-in hours: Sat 9am-1pm", "Call for hours", "Temporarily closed",
    "MF 9am-5pm", "Mon-Fri 09:00-05:00", "Mon-Fri 10:00-02:00", "Mon-Fri 9am-5pm (closed 6-7)",
    "", "9-5", "9am-5pm", "Mon-Fri 8:00-5:00", "Mon-Fri 9am-5", "every other Tuesday 1-3pm",     "Mon-Fri 9am-5pm (closed for lunch)", "T 9-5", "Closed", "Open during regular business hours.", "Mon 9am - Fri 5pm",
    "Mon 9am-12pm Mon 1pm-4pm", "9am-9am Mon", "Mon-Fri 9am-5pm every other week", "Mon 25am-26pm", "call for hours",
    "Mon-Fri 9am-5pm. Call 555", "Mon-Fri 9am-5pm except Wed", "dawn to dusk", "varies", "9:75am-5pm Mon",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "plain"),
    [("9:00-5:00", False), ("Mo-Fr 8:30-4:30", False), ("10:00-02:00", False), ("Fr 6:00-9:00", False),
     ("Mar 10:00-16:00", False), ("Mar-Oct Mo-Fr 10:00-16:00", True), ("Fr,Sa 20:00-04:00", True), ("24/7", True),
     ("Mo-Fr 09:00-12:00", True), ("Mo-Fr 18:00-24:00", True)],
)  # fmt: skip
def test_a_clock_of_twelve_hours_is_never_taken_for_a_night(text: str, plain: bool) -> None:
    assert plain is is_plainly_osm(text)


def test_one_figure_is_padded_only_on_a_clock_of_twenty_four_hours() -> None:
    assert "Mo-Fr 09:00-18:00; Sa 09:00-13:00" == with_two_figures("Mo-Fr 9:00-18:00; Sa 9:00-13:00")
    for text in ("9:00-5:00", "Mo-Fr 9:00-18:00; Sa 9:00-1:00", "Mo-Fr 8:00-12:00"):
        assert text == with_two_figures(text)


@pytest.mark.parametrize(("text", "hours"), READ)
def test_hours_with_one_meaning_are_read(text: str, hours: str) -> None:
    assert hours == read_hours(text).hours
    assert not [problem for problem in lint(hours) if "cannot be read" in problem]


@pytest.mark.parametrize("text", LEFT)
def test_hours_with_two_meanings_are_left_as_they_are(text: str) -> None:
    assert "" == read_hours(text).hours


def test_an_appointment_beside_the_hours_is_remembered() -> None:
    found = read_hours("8:00am-3:00pm, Monday-Friday, or by appointment.")

    assert ("Mo-Fr 08:00-15:00", "or by appointment") == (found.hours, found.remark)


@given(st.text(max_size=80) | st.text("0123456789:-apm, MonTueFriday.&", max_size=60))
def test_any_text_is_read_or_left_and_never_breaks(text: str) -> None:
    found = read_hours(text)

    assert not [problem for problem in lint(found.hours) if "cannot be read" in problem]


REAL = {
    "Open during regular business hours.": "",
    "Wednesdays 1:00pm-6:30pm and Saturdays 7:30am-1:00pm. Closed on holidays and Thanksgiving/Christmas weekends.": "",
    "8:30am-2:00pm, Monday, Wednesday, and Friday, or by appointment.": "Mo,We,Fr 08:30-14:00",
    "Monday-Saturday, 7:00am-10:00pm; Sunday, 10:00am-6:00pm.": "Mo-Sa 07:00-22:00; Su 10:00-18:00",
    "Daily, 8:00am-midnight.": "Mo-Su 08:00-24:00",
    "Available daily, 7:30am-7:00pm.": "Mo-Su 07:30-19:00",
}


def test_nine_in_ten_real_texts_are_read_and_the_odd_ones_are_not() -> None:
    file = SAMPLES / "real_hours_strings.json"
    if not file.exists():
        pytest.skip(f"SKIPPED LOUDLY: no real hours at {file}")
    texts = [row["hours"] for row in json.loads(file.read_text())]

    read = {text: read_hours(text).hours for text in texts}

    assert len(texts) == 40
    assert sum(bool(hours) for hours in read.values()) >= 36
    assert REAL == {text: read[text] for text in REAL}
