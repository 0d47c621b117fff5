"""The simulator's page and its server side, without a browser."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from app.config.settings import Settings
from app.web.demo import open_demo
from app.web.demo_words import WORDS
from tests.fixed_clock import FixedClock
from tests.simulator.stub_line import LINE, TOKEN, make_line

Client = httpx.AsyncClient


def _settings(**more: Any) -> Settings:
    return Settings(public_url=LINE.public_url, twilio_auth_token=SecretStr(f"{TOKEN},older"), **more)


def _use(work: Callable[[Client], Awaitable[None]], **more: Any) -> FastAPI:
    """Runs this work with a browser-like client against the page in front of the stub line."""
    app = make_line()
    clock = more.pop("clock", FixedClock(datetime(2026, 3, 6, tzinfo=UTC)))
    open_demo(app, _settings(**more), clock=clock)

    async def run() -> None:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with Client(transport=transport, base_url="https://demo.example.org") as client:
            await work(client)

    asyncio.run(run())
    return app


async def _new(client: Client) -> str:
    answer = (await client.post("/demo/api/phones", json={})).json()
    return f"/demo/api/phones/{answer['id']}"


@pytest.mark.parametrize(
    ("query", "accepts", "language"),
    [
        ("", "", "en"),
        ("/", "", "en"),
        ("", "es-MX,es;q=0.9", "es"),
        ("?language=es", "en", "es"),
        ("?language=xx", "", "en"),
    ],
)
def test_the_page_speaks_the_visitors_language(query: str, accepts: str, language: str) -> None:
    async def work(client: Client) -> None:
        page = await client.get(f"/demo{query}", headers={"Accept-Language": accepts})

        assert 200 == page.status_code
        assert f'<html lang="{language}">' in page.text
        assert WORDS[language]["danger"] in page.text
        assert WORDS[language]["what"] in page.text

    _use(work)


def test_both_languages_have_every_word() -> None:
    assert set(WORDS["en"]) == set(WORDS["es"])
    assert all(text.strip() for words in WORDS.values() for text in words.values())


def test_page_and_files_allow_nothing_from_elsewhere() -> None:
    async def work(client: Client) -> None:
        page = await client.get("/demo")
        files = re.findall(r'(?:href|src)="(/demo/static/[^"]+)"', page.text)
        answers = [page, *[await client.get(file) for file in files]]

        assert {"lamp.svg", "demo.css", "demo.js"} == {file.rsplit("/", 1)[1] for file in files}
        for answer in answers:
            assert 200 == answer.status_code
            assert "default-src 'self'" in answer.headers["content-security-policy"]
            assert "nosniff" == answer.headers["x-content-type-options"]
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=|<style", page.text)
        assert not re.search(r"https?://", page.text)

    _use(work)


def test_the_files_of_the_page_name_no_other_host() -> None:
    folder = Path(__file__).resolve().parents[2] / "app" / "web" / "static" / "demo"
    for file in folder.iterdir():
        named = set(re.findall(r"https?://[^\"'\s)]+", file.read_text(encoding="utf-8")))

        assert named <= {"http://www.w3.org/2000/svg"}, file.name


def test_a_text_goes_through_the_real_webhook_and_back() -> None:
    async def work(client: Client) -> None:
        phone = await _new(client)
        answer = (await client.post(f"{phone}/texts", json={"body": "od"})).json()
        kept = (await client.get(phone)).json()

        assert ["od", "Call 911. Give naloxone. One breath every 5 seconds."] == [
            moment["text"] for moment in answer["moments"]
        ]
        assert answer["moments"] == kept["moments"]
        assert answer["document"].startswith("<?xml")

    app = _use(work)

    assert 0 == app.state.refused


def test_a_whole_call_goes_through_the_real_webhooks_and_back() -> None:
    async def work(client: Client) -> None:
        phone = await _new(client)
        steps = [
            ("call", {"hidden": True}, "listening"),
            ("call/keys", {"key": "5"}, "playing"),
            ("call/onward", {}, "listening"),
            ("call/speech", {"words": "help him"}, "listening"),
            ("call/silence", {}, "listening"),
            ("call/keys", {"key": "0"}, "connected"),
            ("call/other", {"status": "completed"}, "listening"),
            ("call/end", {}, "over"),
        ]
        for path, body, state in steps:
            answer = await client.post(f"{phone}/{path}", json=body)

            assert (200, state) == (answer.status_code, answer.json()["state"]), path

    app = _use(work)

    paths = [path for path, _ in app.state.forms]
    assert ("/twilio/voice", "/twilio/status") == (paths[0], paths[-1])
    assert {"Anonymous"} == {form["From"] for _, form in app.state.forms}


def test_the_token_never_reaches_the_browser() -> None:
    async def work(client: Client) -> None:
        phone = await _new(client)
        answers = [await client.get("/demo"), await client.post(f"{phone}/texts", json={"body": "od"})]
        answers.append(await client.post(f"{phone}/call", json={}))

        for answer in answers:
            assert TOKEN not in answer.text
            assert TOKEN not in str(answer.headers)

    _use(work)


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("texts", {"json": {"body": 1}}, 400),
        ("texts", {"json": {}}, 400),
        ("texts", {"content": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ("texts", {"content": b"\xff", "headers": {"Content-Type": "application/json"}}, 400),
        ("texts", {"json": {"body": "a" * 1601}}, 400),
        ("texts", {"json": {"body": "a" * 20_000}}, 413),
        ("texts", {"data": {"body": "od"}}, 415),
        ("call/keys", {"json": {"key": "1"}}, 409),
        ("call/end", {"json": {}}, 409),
    ],
)
def test_what_the_page_would_never_send_is_refused(path: str, sent: dict[str, Any], status: int) -> None:
    async def work(client: Client) -> None:
        phone = await _new(client)

        assert status == (await client.post(f"{phone}/{path}", **sent)).status_code

    assert [] == _use(work).state.forms


@pytest.mark.parametrize(
    ("path", "body"), [("keys", {"key": "12"}), ("keys", {"key": "x"}), ("other", {"status": "x"})]
)
def test_a_call_takes_only_keys_and_outcomes_that_exist(path: str, body: dict[str, str]) -> None:
    async def work(client: Client) -> None:
        phone = await _new(client)
        await client.post(f"{phone}/call", json={})

        assert 400 == (await client.post(f"{phone}/call/{path}", json=body)).status_code

    _use(work)


def test_an_unknown_phone_is_not_found() -> None:
    async def work(client: Client) -> None:
        assert 404 == (await client.get("/demo/api/phones/nobody")).status_code
        assert 404 == (await client.post("/demo/api/phones/nobody/texts", json={"body": "od"})).status_code

    _use(work)


def test_a_phone_unused_for_an_hour_is_gone_with_its_texts() -> None:
    clock = FixedClock(datetime(2026, 3, 6, tzinfo=UTC))

    async def work(client: Client) -> None:
        phone = await _new(client)
        clock.at += timedelta(minutes=59)
        assert 200 == (await client.get(phone)).status_code
        clock.at += timedelta(minutes=61)

        assert 404 == (await client.get(phone)).status_code

    _use(work, clock=clock)


def test_two_visitors_have_two_fictional_numbers() -> None:
    async def work(client: Client) -> None:
        numbers = {(await client.post("/demo/api/phones", json={})).json()["number"] for _ in range(20)}

        assert 20 == len(numbers)
        assert all(re.fullmatch(r"\+1\d{3}55501\d\d", number) for number in numbers)

    _use(work)


def test_texts_sent_at_the_same_moment_are_each_answered() -> None:
    async def work(client: Client) -> None:
        phone = await _new(client)
        answers = await asyncio.gather(*[client.post(f"{phone}/texts", json={"body": "od"}) for _ in range(5)])
        kept = (await client.get(phone)).json()

        assert {200} == {answer.status_code for answer in answers}
        assert [True, False] * 5 == [moment["mine"] for moment in kept["moments"]]

    _use(work)


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({}, 200),
        ({"porchlight_demo": False}, 404),
        ({"porchlight_env": "production"}, 404),
        ({"porchlight_env": "production", "porchlight_demo": True}, 200),
    ],
)
def test_in_production_the_page_is_there_only_when_switched_on(settings: dict[str, Any], status: int) -> None:
    async def work(client: Client) -> None:
        for path in ("/demo", "/demo/static/demo.js"):
            assert status == (await client.get(path)).status_code
        created = await client.post("/demo/api/phones", json={})
        assert status == created.status_code

    _use(work, **settings)
