"""Who is on staff; keepers invite, give roles, and take out."""

from __future__ import annotations

from starlette.responses import Response

from app.console.flash import Undo
from app.console.fresh import lately
from app.console.not_done import NotDone
from app.console.page import go, page
from app.console.roles import Role
from app.console.staff_request import StaffRequest

_LIST = "/staff/people"


def people(asked: StaffRequest) -> Response:
    """Everybody, with what a keeper can do about each."""
    found = asked.services.access.people
    return page(asked, "people.html", people=found.every(), roles=tuple(Role), approvers=found.approvers())


def invite(asked: StaffRequest) -> Response:
    """A new person, and the link for them, shown once."""
    lately(asked)
    name, role = asked.form.text("name", most=200), _role(asked)
    secret = asked.services.access.people.invite(name, role, by=asked.staff)
    return page(asked, "link.html", name=" ".join(name.split()), link=_link(asked, secret))


def link(asked: StaffRequest) -> Response:
    """A link for somebody who lost what they signed in with, shown once."""
    lately(asked)
    found = asked.services.access.people
    secret = found.link(asked.number("person"), by=asked.staff)
    return page(asked, "link.html", name=found.one(asked.number("person")).name, link=_link(asked, secret))


def role(asked: StaffRequest) -> Response:
    """The person has another role."""
    lately(asked)
    person, wanted = asked.services.access.people.one(asked.number("person")), _role(asked)
    before = asked.services.access.people.change_role(person.id, wanted, by=asked.staff)
    undo = Undo(f"{_LIST}/{person.id}/role", {"role": before.word})
    return go(asked, _LIST, "role_changed", undo=undo, name=person.name, role=asked.words[f"role_{wanted.word}"])


def take_out(asked: StaffRequest) -> Response:
    """The person is signed out everywhere and signs in no more."""
    person = asked.services.access.people.one(asked.number("person"))
    asked.services.access.people.take_out(person.id, by=asked.staff)
    return go(asked, _LIST, "taken_out", undo=Undo(f"{_LIST}/{person.id}/back"), name=person.name)


def take_back(asked: StaffRequest) -> Response:
    """The person may sign in again."""
    person = asked.services.access.people.one(asked.number("person"))
    asked.services.access.people.take_back(person.id, by=asked.staff)
    return go(asked, _LIST, "taken_back", undo=Undo(f"{_LIST}/{person.id}/out"), name=person.name)


def end_sign_ins(asked: StaffRequest) -> Response:
    """The person is signed out everywhere, and may sign in again."""
    person = asked.services.access.people.one(asked.number("person"))
    ended = asked.services.access.people.end_sign_ins(person.id, by=asked.staff)
    return go(asked, _LIST, "sign_ins_ended", name=person.name, n=ended)


def _role(asked: StaffRequest) -> Role:
    wanted = asked.form.text("role", most=20)
    found = next((one for one in Role if one.word == wanted), None)
    if found is None:
        raise NotDone("form_not_whole")
    return found


def _link(asked: StaffRequest, secret: str) -> str:
    return f"{asked.services.access.book.origin}/staff/enter/{secret}"
