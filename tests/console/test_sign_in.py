"""Signing in, one's own account and people, through the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyotp import TOTP

from app.console.access.all_of_it import Access
from app.console.guard import token_of
from app.console.roles import Role
from app.console.staff import Staff
from tests.console.asgi_client import AsgiClient
from tests.console.conftest import MACHINE, SetClock
from tests.console.served_console import COOKIE, ServedConsole, console_at, hold, unserved

OWN = {"Sec-Fetch-Site": "same-origin"}
ORIGIN = "http://localhost:8010"


@pytest.fixture
def held(tmp_path: Path, time: SetClock) -> Iterator[ServedConsole]:
    services, access = console_at(tmp_path, f"sqlite:///{tmp_path}/console.db", origin=ORIGIN, now=time)
    yield ServedConsole(ORIGIN, access, services)
    services.close()
    access.book.close()


@pytest.fixture
def client(held: ServedConsole) -> Iterator[AsgiClient]:
    with unserved(held.services) as opened:
        yield opened


def post(client: AsgiClient, path: str, **fields: str) -> httpx.Response:
    token = token_of(client.cookies.get(COOKIE) or "")
    return client.post(path, headers=OWN, data={"token": token, **fields})


def invited(access: Access, name: str = "Ana", role: Role = Role.EDITOR) -> str:
    return access.people.invite(name, role, by=MACHINE)


def test_whoever_was_invited_sets_a_password_and_then_sees_the_rest(
    client: AsgiClient, held: ServedConsole, time: SetClock
) -> None:
    first = client.post(f"/staff/enter/{invited(held.access)}", headers=OWN)
    page = client.get("/staff/me/password").text
    secret = re.findall(r'name="secret" value="([A-Z2-7]+)"', page)[0]
    app = TOTP(secret)

    assert str(first.url).endswith("/staff/me")
    assert str(client.get("/staff/says").url).endswith("/staff/me")
    assert "<svg" in page
    done = post(client, "/staff/me/password", password="four words of any kind", secret=secret, code=app.at(time.now))
    assert "You can sign in with this password" in done.text
    assert str(client.get("/staff/people").url).endswith("/staff/people")
    post(client, "/staff/leave")
    assert 401 == client.get("/staff/people").status_code
    time.on(minutes=1)
    form = {"name": "Ana", "password": "four words of any kind", "code": app.at(time.now)}
    assert 200 == client.post("/staff/sign-in/password", headers=OWN, data=form).status_code
    assert 200 == client.get("/staff/people").status_code


def test_signing_in_makes_a_new_session_whatever_the_browser_brought(client: AsgiClient, held: ServedConsole) -> None:
    hold(client, "a session that somebody else chose")
    client.post(f"/staff/enter/{invited(held.access)}", headers=OWN)
    first = client.cookies.get(COOKIE)
    client.post(f"/staff/enter/{held.access.sign_ins.new_link()}", headers=OWN)
    second = client.cookies.get(COOKIE)

    assert "a session that somebody else chose" != first != second
    assert held.access.sign_ins.knows(first or "") is None
    assert held.access.sign_ins.knows("a session that somebody else chose") is None


@pytest.mark.parametrize("path", ["options", "passkey", "password", "code"])
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, OWN | {"Origin": "https://elsewhere.test"}])
def test_no_other_page_signs_anybody_in(client: AsgiClient, path: str, headers: dict[str, str]) -> None:
    assert 403 == client.post(f"/staff/sign-in/{path}", headers=headers, data={"name": "Ana"}).status_code


@pytest.mark.parametrize("path", ["passkey", "password", "code"])
def test_a_name_nobody_has_is_answered_like_one_somebody_has(
    client: AsgiClient, held: ServedConsole, path: str
) -> None:
    held.signed_in("Ana", Role.EDITOR)
    answers = [
        client.post(f"/staff/sign-in/{path}", headers=OWN, data={"name": name, "password": "x", "code": "1"})
        for name in ("Ana", "Nobody")
    ]

    assert [403, 403] == [one.status_code for one in answers]
    assert answers[0].text == answers[1].text


def test_many_wrong_tries_from_one_address_are_stopped_whatever_the_header_says(client: AsgiClient) -> None:
    for at in range(40):
        last = client.post(
            "/staff/sign-in/code",
            headers=OWN | {"X-Forwarded-For": f"10.0.0.{at}"},
            data={"name": f"n{at}", "code": "x"},
        )

    assert "too many tries" in last.text


def test_a_form_for_signing_in_is_no_longer_than_it_has_to_be(client: AsgiClient) -> None:
    answer = client.post("/staff/sign-in/password", headers=OWN, data={"password": "x" * 20_000})

    assert 413 == answer.status_code


def test_a_keeper_invites_changes_and_takes_out_with_a_way_back(client: AsgiClient, held: ServedConsole) -> None:
    hold(client, held.signed_in("Kim", Role.KEEPER))
    made = post(client, "/staff/people/invite", name="Bo", role="reader").text
    link = re.findall(r'value="http://localhost:8010(/staff/enter/[\w-]+)"', made)[0]
    bo = next(one.id for one in held.access.people.every() if one.name == "Bo")
    changed = post(client, f"/staff/people/{bo}/role", role="approver").text
    out = post(client, f"/staff/people/{bo}/out").text

    assert "Bo has a new role: approver." in changed
    assert f'action="/staff/people/{bo}/role"' in changed
    assert f'action="/staff/people/{bo}/back"' in out
    assert 403 == client.post(link, headers=OWN).status_code
    assert 2 == client.get("/staff/people/log").text.count("Every line is as it was written.")


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.APPROVER])
def test_nobody_but_a_keeper_changes_who_may_what(client: AsgiClient, held: ServedConsole, role: Role) -> None:
    hold(client, held.signed_in("Ana", role))
    account = held.access.people.every()[0].id
    for act, fields in (
        ("invite", {"name": "Eve", "role": "keeper"}),
        (f"{account}/role", {"role": "keeper"}),
        (f"{account}/link", {}),
    ):
        assert 403 == post(client, f"/staff/people/{act}", **fields).status_code

    assert [("Ana", role)] == [(one.name, one.role) for one in held.access.people.every()]
    assert "make_link" not in client.get("/staff/people").text


def test_the_last_keeper_is_told_why_they_stay(client: AsgiClient, held: ServedConsole) -> None:
    hold(client, held.signed_in("Kim", Role.KEEPER))
    answer = post(client, f"/staff/people/{held.access.people.every()[0].id}/out")

    assert 409 == answer.status_code
    assert "Make somebody else a keeper first" in answer.text


def test_a_browser_left_open_makes_nobody_an_account(client: AsgiClient, held: ServedConsole, time: SetClock) -> None:
    hold(client, held.signed_in("Kim", Role.KEEPER))
    time.on(minutes=16)

    for path, fields in (
        ("people/invite", {"name": "Eve", "role": "keeper"}), ("me/codes", {}), ("me/passkey/options", {}), ("me/password", {}),
    ):  # fmt: skip
        assert "Sign in again" in post(client, f"/staff/{path}", **fields).text
    assert 1 == len(held.access.people.every())


def test_recovery_codes_are_shown_once_and_sign_in(client: AsgiClient, held: ServedConsole) -> None:
    hold(client, held.signed_in("Ana", Role.EDITOR))
    codes = re.findall(r"<code>([a-z2-7-]{19})</code>", post(client, "/staff/me/codes").text)
    client.cookies.clear()
    entered = client.post("/staff/sign-in/code", headers=OWN, data={"name": "ana", "code": codes[3]})

    assert 10 == len(set(codes))
    assert 200 == entered.status_code
    assert not re.search(r"[a-z2-7]{4}-[a-z2-7]{4}-", client.get("/staff/me").text)


def test_a_sign_in_elsewhere_is_listed_and_ended(client: AsgiClient, held: ServedConsole) -> None:
    hold(client, held.signed_in("Ana", Role.EDITOR))
    other = held.access.sign_ins.begin(held.access.people.every()[0].id, way="passkey", browser="Firefox, Android")
    page = client.get("/staff/me").text
    path = re.findall(r'action="(/staff/me/sign-ins/[0-9a-f]{64}/end)"', page)[0]
    post(client, path)

    assert "Firefox, Android" in page
    assert held.access.sign_ins.knows(other) is None


def test_whoever_came_by_the_machine_s_link_proves_nothing_and_is_shown_the_way(
    client: AsgiClient, held: ServedConsole
) -> None:
    hold(client, held.access.sign_ins.open(held.access.sign_ins.new_link()))

    assert "Invite people" in client.get("/staff/me").text
    assert 403 == post(client, "/staff/me/prove", about="x").status_code


def test_without_a_record_the_link_signs_in_and_pages_of_accounts_say_why_not(tmp_path: Path) -> None:
    from app.console.services import Services
    from app.console.sign_in import SignIns

    sign_ins = SignIns(SetClock())
    with unserved(Services(tmp_path, sign_ins)) as client:
        client.post(f"/staff/enter/{sign_ins.new_link()}", headers=OWN)

        assert 409 == client.get("/staff/people").status_code
        assert "no database" in client.get("/staff/people").text
        assert 200 == client.get("/staff/me").status_code


def test_the_log_is_taken_away_as_a_file_in_which_nothing_is_a_formula(client: AsgiClient, held: ServedConsole) -> None:
    hold(client, held.signed_in("Kim", Role.APPROVER))
    held.access.people.invite("=SUM(A1)", Role.READER, by=MACHINE)
    held.access.people.change_role(2, Role.EDITOR, by=Staff("=cmd()", Role.KEEPER, ""))
    lines = client.get("/staff/people/log.csv").text.splitlines()

    assert "log,line,at,who,what,about,seal" == lines[0].removeprefix("\ufeff")
    assert any(",'=cmd(),role changed,'=SUM(A1): reader to editor," in line for line in lines)
