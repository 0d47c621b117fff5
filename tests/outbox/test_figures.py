"""Whether phones are reached: filtering shows within a minute, refuses arming, and counts tell of nobody."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.channels.twilio import codes
from app.line.delivery_reports import sending_figures, sending_state
from app.outbox import figures, statuses
from app.outbox.figures import FEWEST
from app.web.health import sending_probe
from app.web.metrics import Metrics
from tests.outbox.conftest import Post


def end(post: Post, key: str, status: str, code: int = 0) -> None:
    row = post.row(key)
    post.write(
        lambda session: statuses.moved(
            session, row.id, sid=row.provider_sid, status=status, code=code, verdict=codes.meaning, now=post.clock()
        )
    )


def ended(post: Post, ends: Sequence[tuple[str, int]]) -> None:
    for at, _ in enumerate(ends):
        post.put(f"k{at}")
    post.go()
    for at, (status, code) in enumerate(ends):
        end(post, f"k{at}", status, code)


def unreached(post: Post) -> bool:
    with post.database.reading() as session:
        return figures.phones_unreached(session, post.clock())


FILTERED, DELIVERED, OFF = ("undelivered", 30007), ("delivered", 0), ("undelivered", 30005)


@pytest.mark.parametrize(
    ("ends", "ill"),
    [
        ([FILTERED] * FEWEST, True),
        ([FILTERED] * (FEWEST - 1), False),
        ([FILTERED] * 3 + [DELIVERED] * 11, True),
        ([FILTERED] * 3 + [DELIVERED] * 12, False),
        ([OFF] * 9, False),
        ([DELIVERED] * 9, False),
        ([], False),
    ],
)
def test_what_carriers_filter_is_seen(post: Post, ends: Sequence[tuple[str, int]], ill: bool) -> None:
    ended(post, ends)

    assert unreached(post) is ill
    assert sending_state(post.database, now=post.clock()).unreached is ill


def test_the_health_page_says_so_within_a_minute_and_for_half_an_hour(post: Post) -> None:
    ended(post, [FILTERED] * 5)
    post.go(seconds=59)
    found = sending_probe(lambda: sending_state(post.database, now=post.clock()))()

    assert not getattr(found, "ok", True)
    assert "carriers filter" in getattr(found, "says", "")
    post.go(minutes=30)
    assert not unreached(post)


def test_no_count_tells_of_fewer_than_five(post: Post) -> None:
    ended(post, [FILTERED] * 4)
    shown = Metrics()
    shown.show_figures(sending_figures(post.database, now=post.clock()))
    few = shown.render().decode()
    post.put("k9")
    post.go()
    end(post, "k9", *FILTERED)
    shown.show_figures(sending_figures(post.database, now=post.clock()))
    many = shown.render().decode()

    assert "30007" not in few
    assert "porchlight_delivery_ratio 0.0" not in few
    assert 'porchlight_outcomes{code="30007",kind="nudge",outcome="filtered"} 5.0' in many
    assert "porchlight_delivery_ratio 0.0" in many


def test_depth_and_age_of_what_is_due(post: Post) -> None:
    post.put("a", kind="escalation")
    post.put("b")
    post.clock.at = post.clock.at.replace(minute=2)
    found = sending_figures(post.database, now=post.clock())

    assert {"urgent": 1, "reply": 0, "nudge": 1} == found.depth
    assert {"urgent": 120.0, "reply": 0.0, "nudge": 120.0} == found.oldest
