"""What is asked next about a page is heard there, and nowhere else."""

from __future__ import annotations

from app.engine.follow_ups import FollowUps
from app.engine.release import Node, Speech
from app.language.said import Said

NODES = {
    "strips.how": Node(name="strips.how", say="s", follow_ups={"two_lines": "strips.read", "gone": "strips.nowhere"}),
    "strips.read": Node(name="strips.read", say="s"),
}
SPOKEN = {
    "en": Speech(follow_ups={"two_lines": ((("2", "two"), ("lines",)),), "gone": ((("gone",),),)}),
    "es": Speech(follow_ups={"two_lines": ((("dos",), ("lineas",)),)}),
}
HEARS = FollowUps(SPOKEN, NODES)


def test_a_follow_up_leads_to_its_page_in_any_language() -> None:
    assert HEARS.asked("strips.how", Said("it has 2 lines")) == "strips.read"
    assert HEARS.asked("strips.how", Said("salieron dos lineas")) == "strips.read"


def test_other_pages_do_not_hear_it() -> None:
    assert not HEARS.asked("strips.read", Said("it has 2 lines"))


def test_a_page_that_is_gone_is_no_answer() -> None:
    assert not HEARS.asked("strips.how", Said("gone"))
