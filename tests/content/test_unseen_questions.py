"""Questions of a hand that had seen neither code nor examples: how many reach their page at once, or one choice away.

Scored once before anybody read them, in the first reply: 58 % of the English, 72 % of the Spanish ones (with the patterns alone, the
same day: 44 % and 58 %); of texts that ask about nothing of ours 33 % were offered something, 8 % got a page. They were read after
that, so what is held here is no longer a measure of what is unseen, only that it does not get worse.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.events import Texted
from app.engine.step import step

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
HERE = Path(__file__).parent


def _rows(name: str) -> list[tuple[frozenset[str], str]]:
    lines = (HERE / f"asked_unseen_{name}.tsv").read_text("utf-8").splitlines()
    return [(frozenset(topics.split("|")), text) for topics, _, text in (line.partition("\t") for line in lines)]


def _arrives(library: CompiledRelease, topics: frozenset[str], text: str) -> bool:
    session = step(library, None, Texted(text), NOW).session
    pages = {library.topics.get(topic, "") for topic in topics}
    node = library.nodes.get(session.node)
    offered = session.options if session.awaiting == "guess" else [one.go for one in node.choices] if node else []
    return session.node in pages or not pages.isdisjoint(offered)


@pytest.mark.parametrize(("name", "least"), [("en", 0.58), ("es", 0.75)])
def test_this_many_questions_reach_their_page_or_are_one_choice_away(
    library: CompiledRelease, name: str, least: float
) -> None:
    rows = _rows(name)
    arrived = sum(_arrives(library, topics, text) for topics, text in rows)

    assert arrived >= least * len(rows), arrived / len(rows)


def test_what_asks_about_nothing_of_ours_is_seldom_given_a_page(library: CompiledRelease) -> None:
    nodes = [step(library, None, Texted(text), NOW) for _, text in _rows("none")]
    given = [turn for turn in nodes if turn.session.node not in ("", library.entry) and not turn.session.awaiting]

    assert len(given) <= 0.25 * len(nodes)
