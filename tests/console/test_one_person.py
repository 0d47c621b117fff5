"""Two accounts that were in one hand lately are no two people who approve."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.console.publishing.one_person import LASTS, counts_as, let_in
from app.release.history.views import TrailLine

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def line(who: str, act: str, about: str, *, ago: timedelta = timedelta(hours=1)) -> TrailLine:
    return TrailLine(1, NOW - ago, who, act, about, "")


@pytest.mark.parametrize(
    ("lines", "same"),
    [
        ([line("Kim", "invited", "Kim Two as approver")], True),
        ([line("Kim", "link made", "for Kim Two")], True),
        ([line("Kim", "invited", "Ana as keeper"), line("Ana", "invited", "Kim Two as approver")], True),
        ([line("Bo", "invited", "Kim as keeper"), line("Bo", "invited", "Kim Two as approver")], True),
        ([line("Kim", "invited", "Kim Two as approver", ago=LASTS + timedelta(hours=1))], False),
        ([line("Bo", "invited", "Kim Two as approver")], False),
        ([line("Kim", "role changed", "Kim Two: editor to approver")], False),
        ([], False),
    ],
)
def test_who_was_let_in_by_the_other_lately_is_no_second_person(lines: list[TrailLine], *, same: bool) -> None:
    by = let_in(lines, NOW)

    assert counts_as("Kim", "kim two", by) is same
    assert counts_as("kim two", "Kim", by) is same


def test_nobody_is_two_with_themselves() -> None:
    assert not counts_as("Kim", "kim", {"kim": {"ana"}})
