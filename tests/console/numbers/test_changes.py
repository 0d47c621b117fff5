"""What calling a number changes, on the files of this line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.console.numbers.call_sheet import call_sheet, sayings
from app.console.numbers.changes import NumberError, answered, as_dialed, out_of_use, proposal
from app.release.history.staff_set import read_folder
from app.release.load import load_files
from app.release.problems import keeping_out
from app.release.read_sources import read_sources
from app.release.review_marks import mark_now
from app.release.staff_files import NUMBERS, Files, flows_and_texts

HOME = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def files() -> Files:
    return flows_and_texts(read_folder(HOME))


def test_every_number_of_this_line_has_the_texts_that_say_it(files: Files) -> None:
    rows = call_sheet(read_sources(files)[0], date(2027, 6, 1))

    assert {"due"} == {one.due for one in rows}
    said = {one.name: one for one in rows}["never_use_alone"]
    assert {"en", "es"} <= {one.language for one in said.says}
    assert all("{phone.never_use_alone}" in one.words for one in said.says)


def test_a_call_that_was_answered_is_a_day_a_name_and_a_mark_and_no_other_line_moves(files: Files) -> None:
    made = answered(files, "safespot", by="Ana Ruiz", today=TODAY)

    before, after = files[NUMBERS].decode().splitlines(), made[NUMBERS].decode().splitlines()
    changed = [now.strip() for was, now in zip(before, after, strict=True) if was != now]
    assert "reviewed: 2026-11-27" in changed
    assert "review_by: 2027-02-27" in changed
    assert "reviewed_by: Ana Ruiz" in changed
    assert len(changed) <= 4
    one = read_sources(files | made)[0].numbers["safespot"]
    assert one.file.reviewed_of == mark_now(one)


def test_another_number_is_signed_as_what_was_called(files: Files) -> None:
    one = read_sources(files | answered(files, "safespot", by="Ana", today=TODAY, number="800-222-3333"))[0].numbers[
        "safespot"
    ]

    assert "800-222-3333" == one.file.number
    assert one.file.reviewed_of == mark_now(one)


@pytest.mark.parametrize(
    ("typed", "found"), [("(800) 222 3333", "800-222-3333"), ("1.800.222.3333", "800-222-3333"), ("988", "988")]
)
def test_a_number_is_written_as_people_dial_it(typed: str, found: str) -> None:
    assert found == as_dialed(typed)


@pytest.mark.parametrize(
    ("typed", "said"), [("call us", "number_form"), ("12", "number_form"), ("800-783-0593", "number_blocked")]
)
def test_what_nobody_can_dial_or_may_be_given_is_refused(typed: str, said: str) -> None:
    with pytest.raises(NumberError) as refused:
        as_dialed(typed)

    assert refused.value.said == said


def test_a_number_out_of_use_is_in_no_text_and_the_line_is_as_sound_as_before(files: Files) -> None:
    for name in read_sources(files)[0].numbers:
        held = sayings(read_sources(files)[0], name)
        wordings = [(one, proposal(one, name).replace(f"{{phone.{name}}}", "")) for one in held]
        if any(one.field == "text" and not words.strip() for one, words in wordings):
            continue
        made = out_of_use(files, name, wordings)
        after = read_sources(files | made)[0]

        assert name not in after.numbers
        assert not sayings(after, name)
        assert not [
            one for one in keeping_out(load_files(files | made).problems) if one.code in ("BLANK", "SCHEMA", "YAML")
        ]


def test_it_is_not_taken_out_while_a_text_says_it_or_was_changed_by_somebody(files: Files) -> None:
    held = sayings(read_sources(files)[0], "safespot")

    with pytest.raises(NumberError, match="still_said"):
        out_of_use(files, "safespot", [(one, one.words) for one in held])
    with pytest.raises(NumberError, match="texts_changed"):
        out_of_use(files, "safespot", [(one, "x") for one in held[1:]])


def test_where_more_than_the_number_would_go_with_its_sentence_nothing_is_proposed(files: Files) -> None:
    held = sayings(read_sources(files)[0], "safespot")
    (menu,) = [
        one for one in held if one.language == "en" and one.field == "text" and "{phone.never_use_alone}" in one.words
    ][:1]

    assert proposal(menu, "safespot") == menu.words
