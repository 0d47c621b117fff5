"""What every area may build on: roles, forms, ways on, and words said once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from starlette.responses import Response

from app.base.errors import PorchlightError
from app.console.application import Console
from app.console.area import StaffArea, does, shows
from app.console.console_words import wanted
from app.console.flash import Undo
from app.console.guard import OwnAddress, token_of
from app.console.not_done import NotDone
from app.console.page import go, own, page
from app.console.roles import Role
from app.console.services import Services
from app.console.sign_in import SignIns
from app.console.staff_request import StaffRequest
from tests.console.asgi_client import AsgiClient

OWN = {"Sec-Fetch-Site": "same-origin"}
COOKIE = OwnAddress().cookie


def _show(asked: StaffRequest) -> Response:
    return page(asked, "home.html", weighed={"hold": [], "mend": [], "know": []}, release=None)


def _save(asked: StaffRequest) -> Response:
    upload = asked.form.upload("file")
    if asked.form.text("name") == "nobody":
        raise NotDone("no_such_page", status=404)
    if asked.form.text("name") == "taken":
        raise PorchlightError("It is <taken>. Choose another.")
    if asked.form.text("name") == "broken":
        raise RuntimeError("+13125550100")
    held = "" if upload is None else f"?file={len(upload.data)}"
    return go(asked, f"/staff/try{held}", "all_well", undo=Undo("/staff/try/back", {"name": '"><b>'}))


TRY = StaffArea(
    "home",
    "/try",
    (
        shows("/try", _show),
        shows("/try/keys", _show, role=Role.KEEPER),
        does("/try/save", _save, role=Role.EDITOR, most=2000),
    ),
)


@pytest.fixture
def sign_ins() -> SignIns:
    return SignIns(lambda: datetime(2026, 11, 26, 12, tzinfo=UTC))


@pytest.fixture
def client(sign_ins: SignIns) -> Iterator[AsgiClient]:
    with asyncio.Runner() as runner:
        yield AsgiClient(Console(Services(Path(), sign_ins), areas=(TRY,)).app, runner)


def enter(client: AsgiClient, sign_ins: SignIns, role: Role) -> str:
    session = sign_ins.begin("Ana", role)
    client.cookies.set(COOKIE, session, domain="localhost.local", path="/")
    return token_of(session)


def save(client: AsgiClient, token: str, **asked: object) -> httpx.Response:
    return client.post("/staff/try/save", headers=OWN, data={"token": token, "name": "x", **asked})


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (Role.EDITOR, 200), (Role.KEEPER, 200)])
def test_a_form_is_taken_from_those_whose_role_it_takes(
    client: AsgiClient, sign_ins: SignIns, role: Role, status: int
) -> None:
    assert status == save(client, enter(client, sign_ins, role)).status_code


def test_a_page_for_keepers_tells_others_whom_to_ask(client: AsgiClient, sign_ins: SignIns) -> None:
    enter(client, sign_ins, Role.APPROVER)

    assert "Ask one of them" in client.get("/staff/try/keys").text


def test_a_form_with_the_token_of_another_session_changes_nothing(client: AsgiClient, sign_ins: SignIns) -> None:
    other = enter(client, sign_ins, Role.EDITOR)
    enter(client, sign_ins, Role.EDITOR)

    assert 403 == save(client, other).status_code
    assert 403 == save(client, "").status_code


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://localhost:9"}, OWN | {"Origin": "null"}]
)
def test_a_form_of_another_page_changes_nothing_even_with_the_token(
    client: AsgiClient, sign_ins: SignIns, headers: dict[str, str]
) -> None:
    token = enter(client, sign_ins, Role.EDITOR)

    assert 403 == client.post("/staff/try/save", headers=headers, data={"token": token}).status_code


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
def test_more_than_the_route_takes_is_not_read_whatever_its_length_says(
    client: AsgiClient, sign_ins: SignIns, kind: str
) -> None:
    enter(client, sign_ins, Role.EDITOR)
    told = client.post("/staff/try/save", headers=OWN | {"Content-Type": kind}, content=b"name=" + b"x" * 3000)

    async def endless() -> object:
        for _ in range(100):
            yield b"x" * 100

    untold = client.post("/staff/try/save", headers=OWN | {"Content-Type": kind}, content=endless())

    assert [413, 413] == [told.status_code, untold.status_code] or "multipart" in kind
    assert 400 <= told.status_code < 500
    assert 400 <= untold.status_code < 500


def test_what_was_done_is_said_once_with_a_way_back(client: AsgiClient, sign_ins: SignIns) -> None:
    done = save(client, enter(client, sign_ins, Role.EDITOR)).text

    assert "Nothing is held back" in re.sub(r"<p class.*", "", done)
    assert 'action="/staff/try/back"' in done
    assert '<input type="hidden" name="name" value="&#34;&gt;&lt;b&gt;">' in done
    assert 'action="/staff/try/back"' not in client.get("/staff/try").text


def test_a_file_comes_with_a_form_of_parts(client: AsgiClient, sign_ins: SignIns) -> None:
    token = enter(client, sign_ins, Role.EDITOR)
    sent = client.post(
        "/staff/try/save", headers=OWN, data={"token": token}, files={"file": ("../a.csv", b"1,2,3", "text/csv")}
    )

    assert str(sent.url).endswith("/staff/try?file=5")


@pytest.mark.parametrize(("name", "status"), [("nobody", 404), ("taken", 409), ("broken", 500)])
def test_what_goes_wrong_is_told_in_plain_words_with_a_way_on(
    client: AsgiClient, sign_ins: SignIns, name: str, status: int
) -> None:
    answer = save(client, enter(client, sign_ins, Role.EDITOR), name=name)

    assert status == answer.status_code
    assert "<taken>" not in answer.text
    assert "3125550100" not in answer.text
    assert 'href="/staff' in answer.text


@pytest.mark.parametrize(
    "to", ["https://elsewhere.test", "//elsewhere.test", "/staff@elsewhere.test", "/\\elsewhere.test", "/staffed", ""]
)
def test_no_way_on_leads_to_somebody_else(to: str) -> None:
    assert "/staff" == own(to)


def test_a_language_that_was_chosen_goes_before_what_the_browser_asks_for() -> None:
    assert "es" == wanted("es", "en-US,en;q=0.9")
    assert "es" == wanted("", "fr, es-MX;q=0.8")
    assert "en" == wanted("xx", "")


def test_a_language_is_chosen_by_a_press_and_never_leads_away(client: AsgiClient) -> None:
    answer = client.post("/staff/language/es?back=//elsewhere.test", headers=OWN)

    assert answer.url.host == "localhost"
    assert 'lang="es"' in answer.text


def test_behind_tls_the_console_answers_to_its_own_name_alone() -> None:
    sign_ins = SignIns(lambda: datetime(2026, 11, 26, 12, tzinfo=UTC))
    address = OwnAddress("https://staff.example.org")
    with asyncio.Runner() as runner:
        client = AsgiClient(Console(Services(Path(), sign_ins), address, areas=(TRY,)).app, runner)
        link = f"/staff/enter/{sign_ins.new_link()}"
        host = {"Host": "staff.example.org"}

        assert 421 == client.get("/staff/try", headers={"X-Forwarded-Host": "staff.example.org"}).status_code
        forged = client.post(link, headers=host | OWN | {"Origin": "http://staff.example.org"})
        opened = client.post(link, headers=host | OWN | {"Origin": "https://staff.example.org"}, follow_redirects=False)

    assert 403 == forged.status_code
    assert opened.headers["set-cookie"].startswith("__Host-porchlight-staff=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= set(opened.headers["set-cookie"].split("; "))
