"""What people write when they say how often, and what is read from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import schedule_request, schedule_words
from app.language.schedule_request import ScheduleRequest

READ = [
    ("every friday 6pm", "4@1080"),
    ("Every Friday at 6 PM please", "4@1080"),
    ("fridays", "4@1080"),
    ("friday 6", "4@1080"),
    ("text me every friday evening", "4@1080"),
    ("daily", "0123456@1080"),
    ("everyday", "0123456@1080"),
    ("6pm", "0123456@1080"),
    ("every day at noon", "0123456@720"),
    ("daily at midnight", "0123456@0"),
    ("every night", "0123456@1200"),
    ("each morning", "0123456@600"),
    ("daily in the afternoon", "0123456@900"),
    ("every day 8 o'clock", "0123456@1200"),
    ("2am every day", "0123456@120"),
    ("12am daily", "0123456@0"),
    ("12 pm daily", "0123456@720"),
    ("23:30 daily", "0123456@1410"),
    ("00:15 daily", "0123456@15"),
    ("8.30 am daily", "0123456@510"),
    ("8 in the morning daily", "0123456@480"),
    ("8 de la mañana, diario", "0123456@480"),
    ("7 at night daily", "0123456@1140"),
    ("3 de la tarde los lunes", "0@900"),
    ("10 at night on sundays", "6@1320"),
    ("5 in the evening mondays", "0@1020"),
    ("mon-fri 9:30am", "01234@570"),
    ("Monday to Friday 5 p.m.", "01234@1020"),
    ("sat thru mon at 11", "056@660"),
    ("mon wed fri 08:00", "024@480"),
    ("weekdays at 6", "01234@1080"),
    ("weekends 11", "56@660"),
    ("sat & sun 14:00", "56@840"),
    ("tuesdays at six thirty", "1@1110"),
    ("every monday at twelve", "0@720"),
    ("6-7pm daily", "0123456@1080"),
    ("tomorrow at 8am", "+1@480"),
    ("tmrw 10", "+1@600"),
    ("the day after tomorrow at 3", "+2@900"),
    ("tonight at 7", "+0@1140"),
    ("today at 5", "+0@1020"),
    ("sunday 25:00", "6@1080"),
    ("daily at 7:75", "0123456@1080"),
    # Spanish
    ("mañana a las 8", "+1@1200"),
    ("mañana por la mañana a las 9", "+1@540"),
    ("pasado mañana a las 10", "+2@600"),
    ("hoy a las 5", "+0@1020"),
    ("esta noche a las 9", "+0@1260"),
    ("cada viernes", "4@1080"),
    ("cada viernes a las 6 de la tarde", "4@1080"),
    ("todos los días a las 7 de la tarde", "0123456@1140"),
    ("diario a las 12", "0123456@720"),
    ("cada mañana", "0123456@600"),
    ("todas las noches", "0123456@1200"),
    ("lunes a viernes a las 10", "01234@600"),
    ("los martes y jueves a las 5 y media", "13@1050"),
    ("sábados a las 9 y cuarto", "5@555"),
    ("a las ocho de la noche los lunes", "0@1200"),
    ("domingos 18h", "6@1080"),
    ("entre semana a mediodía", "01234@720"),
    ("los fines de semana a las 11", "56@660"),
    ("cada dia a las 21", "0123456@1260"),
    ("medianoche los sabados", "5@0"),
    ("lunes a la 1", "0@780"),
]
NOT_READ = [
    "", "hola", "yes", "ok", "i want to check in every week", "every other day", "every 2 weeks", "monthly", "cada mes",
    "un dia si y un dia no", "twice a day", "3 times a day", "every 2 hours", "hourly", "cada hora", "dos veces al dia",
    "every 30 minutes", "1", "7", "maybe later", "x" * 161,
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), READ)
def test_what_people_write_is_read(text: str, name: str) -> None:
    found = schedule_request.read(text)

    assert found is not None
    assert name == schedule_request.pack(found)


@pytest.mark.parametrize("text", NOT_READ)
def test_what_says_no_time_or_asks_for_more_than_once_a_day_is_not_guessed(text: str) -> None:
    assert schedule_request.read(text) is None


@pytest.mark.parametrize(
    ("text", "guessed"),
    [("daily at 8", True), ("daily", True), ("daily 8pm", False), ("daily 08:00", False), ("daily 20:00", False), ("every night", False), ("8 de la mañana, diario", False)],
)  # fmt: skip
def test_half_a_day_that_was_not_said_is_known_as_a_guess(text: str, guessed: bool) -> None:
    found = schedule_request.read(text)

    assert found is not None
    assert guessed == found.guessed


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    found = schedule_request.read(text)

    assert found is None or 0 <= found.minute < 24 * 60
    assert (
        schedule_request.pause_days(text) is None
        or 1 <= (schedule_request.pause_days(text) or 0) <= schedule_request.MOST_PAUSED
    )
    assert schedule_request.is_snooze(text) in (True, False)


@given(
    st.integers(0, 1439), st.one_of(st.integers(0, 2), st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple))
)
def test_a_wish_comes_back_from_its_name_and_is_said_in_both_languages(
    minute: int, when: int | tuple[int, ...]
) -> None:
    one = (
        ScheduleRequest(minute=minute, ahead=when)
        if isinstance(when, int)
        else ScheduleRequest(minute=minute, days=when)
    )

    assert one == schedule_request.unpack(schedule_request.pack(one))
    assert all(schedule_words.when(one, schedule_words.schedule_words(language)) for language in ("en", "es", "fr"))


@pytest.mark.parametrize("name", ["", "@", "7@10", "4@1440", "+1", "4@", "+12@5", "x@y", "4@10 "])
def test_a_name_of_somebody_else_is_no_wish(name: str) -> None:
    assert schedule_request.unpack(name) is None


@pytest.mark.parametrize(
    ("text", "en", "es"),
    [
        ("every friday 6pm", "every Friday at 6 pm", "cada viernes, 6 pm"),
        ("daily at noon", "every day at noon", "cada día, 12 del día"),
        ("midnight daily", "every day at midnight", "cada día, 12 de la noche"),
        (
            "mon wed fri 8:30am",
            "every Monday, Wednesday and Friday at 8:30 am",
            "cada lunes, miércoles y viernes, 8:30 am",
        ),
        ("sat sun 11", "every Saturday and Sunday at 11 am", "cada sábado y domingo, 11 am"),
        ("tomorrow 12:05pm", "once, tomorrow at 12:05 pm", "una vez, mañana, 12:05 pm"),
    ],
)
def test_a_wish_is_said_back(text: str, en: str, es: str) -> None:
    found = schedule_request.read(text)

    assert found is not None
    assert (en, es) == (
        schedule_words.when(found, schedule_words.schedule_words("en")),
        schedule_words.when(found, schedule_words.schedule_words("es")),
    )


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("pause", 7), ("pause 3 days", 3), ("pause for a week", 7), ("pausa 2 semanas", 14), ("pausa una semana", 7),
        ("pause 10 weeks", 21), ("pause 0 days", 1), ("hold two days", 2), ("pausa un dia", 1), ("i'm fine", None),
    ],
)  # fmt: skip
def test_a_pause_is_read_in_days(text: str, days: int | None) -> None:
    assert days == schedule_request.pause_days(text)


@pytest.mark.parametrize("text", ["snooze", "Later", "not now", "ask me tomorrow", "luego", "más tarde", "ahora no"])
def test_put_off_is_read(text: str) -> None:
    assert schedule_request.is_snooze(text)


@pytest.mark.parametrize(("minute", "outside"), [(539, True), (540, False), (1200, False), (1201, True)])
def test_a_time_outside_nine_to_eight_is_known_to_be(minute: int, outside: bool) -> None:
    assert outside == schedule_request.outside_hours(ScheduleRequest(minute=minute))
