"""What is due and what lacks a signature, and one fact with every text that says it."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from app.console.editing.own_bench import own_bench
from app.console.not_done import not_found
from app.console.page import page
from app.console.staff_request import StaffRequest
from app.release.claim_schema import ROLES
from app.release.claims.due import facts_with_an_end
from app.release.claims.register import said_in, stands_until, users
from app.release.claims.signatures import fact_mark, standings, text_marks, unsigned
from app.release.history import sha_of
from app.release.read_sources import read_sources
from app.release.sources import Sources
from app.release.staff_files import flows_and_texts

SOON = timedelta(days=30)


def facts(asked: StaffRequest) -> Response:
    """The facts that end soonest first, and those that lack a signature by role."""
    sources, today = sources_of(asked), asked.services.now().date()
    ends = [one for one in facts_with_an_end(sources) if one.id in sources.claims]
    lacking = unsigned(sources)
    role = asked.query("role")
    left = {one: roles for one, roles in lacking.items() if role not in ROLES or role in roles or "any" in roles}
    return page(
        asked, "facts.html", due=[one for one in ends if one.until <= today + SOON], today=today, role=role, roles=ROLES,
        left=[(sources.claims[one], roles) for one, roles in left.items()], whole=len(ends),
        counts={one: sum(one in roles or "any" in roles for roles in lacking.values()) for one in ROLES},
    )  # fmt: skip


def fact(asked: StaffRequest) -> Response:
    """One fact: what it claims, its source, who signed it, and every text that says it."""
    sources, name = sources_of(asked), asked.part("id")
    if name not in sources.claims:
        raise not_found("/staff/facts")
    found = sources.claims[name].file
    return page(
        asked, "fact.html", id=name, fact=found, until=stands_until(found), over=stands_until(found) < asked.services.now().date(),
        signed=[one for one in standings(sources) if one.claim == name], needs=unsigned(sources).get(name, ()),
        texts=list(said_in(sources, users(sources).get(name, ()))), roles=ROLES, mark=mark_of(sources, name),
    )  # fmt: skip


def sources_of(asked: StaffRequest) -> Sources:
    """The files as this person's draft has them."""
    return read_sources(flows_and_texts(own_bench(asked).files()))[0]


def mark_of(sources: Sources, claim: str) -> str:
    """The mark of what somebody reads before they sign: the fact and every text that says it."""
    marks = text_marks(sources, users(sources).get(claim, ()))
    return sha_of("\n".join([fact_mark(sources.claims[claim].file), *sorted(map(repr, marks.items()))]).encode())[:16]
