"""The doctor: every planted fault is found, and five healthy set-ups are left in peace."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from app.channels.twilio.inspection import Account, inspect
from app.channels.twilio.signature import valid
from app.cli.doctor import front, gather
from app.cli.doctor.facts import Facts, Fallbacks, Files, Front, Machine, RecordFacts, Redis, Settled
from app.cli.doctor.fallbacks import look_at_fallbacks
from app.cli.doctor.rules import RULES, judge
from app.cli.main import _mount, app
from app.config.settings import Settings
from tests.conftest import TEST_TOKEN, MakeSettings
from tests.migrated import migrated

URL = "https://line.example.org"
ACCOUNT = Account(
    balance=80.0,
    sms_url=f"{URL}/twilio/sms",
    voice_url=f"{URL}/twilio/voice",
    status_callback=f"{URL}/twilio/status",
    sms_fallback="https://elsewhere.example/sms",
    voice_fallback="https://elsewhere.example/voice",
)
WELL = Facts(
    settings=Settled(
        line_number="+13125550100", peer_number="+13125550101", on_call="+13125550102", safety_checks=True
    ),
    machine=Machine(swap_plain=False, core_dumps=False, clock_off=0.4, disk_free=0.6, open_files=65536),
    files=Files(
        env_mode=0o600, var_mode=0o700, secrets_mode=0o700, backup_days=0.5, backup_mode=0o600, bundle="0123456789ab"
    ),
    front=Front(url=URL, signed=204, unsigned=403, certificate_days=60, health_open=False),
    redis=Redis(answers=True, most=256 << 20, used=0.2),
    record=RecordFacts(answers=True, sqlite=False, sweep_age=1.0, rehearsal_age=200.0),
    account=ACCOUNT,
    fallbacks=Fallbacks(marks=("0123456789ab", "0123456789ab")),
)
HEALTHY: dict[str, Facts] = {
    "one machine, everything on": WELL,
    "no safety checks, nobody on call": replace(
        WELL, settings=replace(WELL.settings, safety_checks=False, on_call=""), record=replace(WELL.record, rehearsal_age=None)
    ),
    "a demo": Facts(settings=Settled(production=False, sender=False, metrics_token=False, sealed_apart=False), redis=Redis(answers=True, own=True, password=False, dangerous=True), record=RecordFacts(answers=True)),
    "another provider": replace(WELL, account=None),
    "nothing could be found out": Facts(settings=replace(WELL.settings)),
}  # fmt: skip
PLANTED: dict[str, tuple[str, dict[str, Any]]] = {
    "setting missing": ("SETTING", {"settings.problems": ("PORCHLIGHT_KEY is not set.",)}),
    "staff file": ("STAFF_FILE", {"files.problems": ("flows/a.yaml:3:1: no",)}),
    "env in git": ("SECRET_IN_GIT", {"files.in_git": (".env",)}),
    "demo open": ("DEMO_OPEN", {"settings.demo_open": True}),
    "no number": ("NO_LINE_NUMBER", {"settings.line_number": ""}),
    "no peer": ("NO_PEER", {"settings.peer_number": ""}),
    "peer is line": ("PEER_IS_THE_LINE", {"settings.peer_number": "+13125550100"}),
    "no sender": ("NO_SENDER", {"settings.sender": False}),
    "no on-call": ("NO_ON_CALL", {"settings.on_call": ""}),
    "on-call is line": ("ON_CALL_IS_THE_LINE", {"settings.on_call": "+13125550100"}),
    "no metrics": ("NO_METRICS_TOKEN", {"settings.metrics_token": False}),
    "open to all": ("OPEN_TO_ALL", {"settings.host": "0.0.0.0", "front.url": "http://line.example.org"}),
    "plain http": ("PUBLIC_URL_PLAIN", {"front.url": "http://line.example.org"}),
    "three tokens": ("OLD_TOKENS", {"settings.tokens": 3}),
    "one key for all": ("KEYS_TOGETHER", {"settings.sealed_apart": False}),
    "sender key in web": ("SENDER_KEY_IN_WEB", {"settings.sender_key_in_web": True}),
    "rate": ("RATE", {"settings.rate": 500.0}),
    "swap": ("SWAP", {"machine.swap_plain": True}),
    "core": ("CORE_DUMPS", {"machine.core_dumps": True}),
    "clock ahead": ("CLOCK", {"machine.clock_off": 3600.0}),
    "clock behind": ("CLOCK", {"machine.clock_off": -6.0}),
    "disk": ("DISK", {"machine.disk_free": 0.04}),
    "files": ("OPEN_FILES", {"machine.open_files": 256}),
    "python": ("PYTHON", {"machine.python": (3, 10)}),
    "env readable": ("ENV_READABLE", {"files.env_mode": 0o644}),
    "env of a group": ("ENV_READABLE", {"files.env_mode": 0o640}),
    "var": ("VAR_READABLE", {"files.var_mode": 0o755}),
    "secrets": ("SECRETS_READABLE", {"files.secrets_mode": 0o750}),
    "no backup": ("NO_BACKUP", {"files.backup_days": float("inf")}),
    "old backup": ("OLD_BACKUP", {"files.backup_days": 3.0}),
    "open backup": ("BACKUP_READABLE", {"files.backup_mode": 0o644}),
    "review": ("PAST_REVIEW", {"files.past_review": 1}),
    "dns": ("DNS", {"front.trouble": "dns"}),
    "refused": ("REFUSED", {"front.trouble": "refused"}),
    "timeout": ("TIMEOUT", {"front.trouble": "timeout"}),
    "tls": ("TLS", {"front.trouble": "tls"}),
    "expired": ("EXPIRED", {"front.trouble": "expired"}),
    "expired today": ("EXPIRED", {"front.certificate_days": -0.1}),
    "expires": ("EXPIRES", {"front.certificate_days": 6.0}),
    "redirect": ("REDIRECT", {"front.trouble": "redirect"}),
    "signature": ("SIGNATURE", {"front.signed": 403}),
    "another site": ("NOT_OURS", {"front.signed": 404}),
    "bad gateway": ("NOT_OURS", {"front.signed": 502}),
    "unsigned taken": ("UNSIGNED_TAKEN", {"front.unsigned": 200}),
    "health open": ("HEALTH_OPEN", {"front.health_open": True}),
    "redis away": ("REDIS_AWAY", {"redis.answers": False}),
    "redis saves": ("REDIS_SAVES", {"redis.saves": "3600 1"}),
    "redis appends": ("REDIS_APPENDS", {"redis.append_only": True}),
    "redis evicts": ("REDIS_EVICTS", {"redis.policy": "allkeys-lru"}),
    "redis unlimited": ("REDIS_NO_LIMIT", {"redis.most": 0}),
    "redis full": ("REDIS_FULL", {"redis.used": 0.95}),
    "redis open": ("REDIS_OPEN", {"redis.password": False}),
    "redis all-powerful": ("REDIS_ALL_POWERFUL", {"redis.dangerous": True}),
    "database away": ("DATABASE_AWAY", {"record.answers": False}),
    "not migrated": ("NOT_MIGRATED", {"record.migrated": False}),
    "tables newer": ("TABLES_NEWER", {"record.migrated": False, "record.newer": True}),
    "read only": ("READ_ONLY", {"record.writable": False}),
    "no ticker": ("NOBODY_SWEEPS", {"record.sweep_age": 900.0}),
    "ticker from the future": ("NOBODY_SWEEPS", {"record.sweep_age": -3600.0}),
    "rehearsal": ("REHEARSAL", {"record.rehearsal_age": 900.0}),
    "backlog": ("BACKLOG", {"record.oldest_due": 5000.0}),
    "copies": ("COPIES", {"record.copies_left": 4}),
    "filtered": ("UNREACHED", {"record.unreached": True}),
    "orphan key": ("ORPHAN_KEY", {"record.orphan_key": True}),
    "account away": ("ACCOUNT_AWAY", {"account.trouble": "away"}),
    "account token": ("ACCOUNT_TOKEN", {"account.trouble": "token"}),
    "suspended": ("ACCOUNT_STATUS", {"account.status": "suspended"}),
    "trial": ("TRIAL", {"account.trial": True}),
    "balance": ("BALANCE", {"account.balance": 2.5}),
    "no such number": ("NO_SUCH_NUMBER", {"account.number_found": False}),
    "sms webhook": ("SMS_WEBHOOK", {"account.sms_url": "https://demo.twilio.com/welcome/sms/reply"}),
    "sms by get": ("SMS_METHOD", {"account.sms_method": "GET"}),
    "voice webhook": ("VOICE_WEBHOOK", {"account.voice_url": ""}),
    "voice by get": ("VOICE_METHOD", {"account.voice_method": "GET"}),
    "no sms fallback": ("NO_SMS_FALLBACK", {"account.sms_fallback": ""}),
    "no voice fallback": ("NO_VOICE_FALLBACK", {"account.voice_fallback": ""}),
    "fallback away": ("FALLBACK_AWAY", {"fallbacks.away": ("https://elsewhere.example/sms",)}),
    "fallback of last year": ("FALLBACK_OLD", {"fallbacks.marks": ("0123456789ab", "ba9876543210")}),
    "fallback by hand": ("FALLBACK_BY_HAND", {"fallbacks.marks": ("",)}),
    "fallback here": ("FALLBACK_HERE", {"account.voice_fallback": f"{URL}/fallback"}),
    "status": ("STATUS_CALLBACK", {"account.status_callback": ""}),
    "cannot text": ("CANNOT_TEXT", {"account.can_text": False}),
    "cannot call": ("CANNOT_CALL", {"account.can_call": False}),
}


def planted(changes: dict[str, Any]) -> Facts:
    facts = WELL
    for place, value in changes.items():
        part, name = place.split(".")
        facts = replace(facts, **{part: replace(getattr(facts, part), **{name: value})})
    return facts


@pytest.mark.parametrize("name", HEALTHY)
def test_a_healthy_set_up_is_left_in_peace(name: str) -> None:
    assert [] == judge(HEALTHY[name])


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_and_says_what_to_do(name: str) -> None:
    code, changes = PLANTED[name]
    found = judge(planted(changes))
    mine = [finding for finding in found if finding.code == code]

    assert mine
    assert len(found) <= 2 or "front.url" in changes
    assert all(finding.says and finding.do for finding in mine)


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule.code for rule in RULES} <= {code for code, _ in PLANTED.values()}
    assert 60 <= len(PLANTED)


def test_a_request_to_ourselves_is_signed_as_the_provider_signs(make_settings: MakeSettings) -> None:
    settings: Settings = make_settings(public_url=URL)

    def line(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(404)
        pairs = [(k, v) for k, v in httpx.QueryParams(request.content.decode()).multi_items()]
        given = request.headers.get("x-twilio-signature", "")
        return httpx.Response(204 if valid(str(request.url), pairs, given, [TEST_TOKEN]) else 403)

    found = front.look_at_the_front(settings, transport=httpx.MockTransport(line))

    assert Front(url=URL, signed=204, unsigned=403, health_open=False) == found


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate has expired"), "expired"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate"), "tls"),
        (httpx.ConnectError("[Errno -2] Name or service not known"), "dns"),
        (httpx.ConnectError("[Errno 111] Connection refused"), "refused"),
        (httpx.ReadTimeout("too late"), "timeout"),
    ],
)
def test_why_nobody_answers_is_told_apart(make_settings: MakeSettings, error: Exception, trouble: str) -> None:
    def fails(_request: httpx.Request) -> httpx.Response:
        raise error

    assert trouble == front.look_at_the_front(make_settings(), transport=httpx.MockTransport(fails)).trouble


def test_the_account_is_read_as_the_provider_describes_it() -> None:
    number = {"sms_url": "https://a/sms", "sms_method": "GET", "voice_url": "https://a/voice", "capabilities": {"sms": True, "voice": False}}  # fmt: skip
    answers = {
        "/2010-04-01/Accounts/AC1.json": {"status": "suspended", "type": "Trial"},
        "/2010-04-01/Accounts/AC1/Balance.json": {"balance": "7.5"},
        "/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json": {"incoming_phone_numbers": [number]},
    }

    def twilio(request: httpx.Request) -> httpx.Response:
        if request.headers.get("authorization", "") == "":
            return httpx.Response(401)
        return httpx.Response(200, json=answers[request.url.path], headers={"date": "Thu, 26 Nov 2026 20:00:00 GMT"})

    found = inspect("https://api.test", account="AC1", token="t", number="+1", transport=httpx.MockTransport(twilio))
    refused = httpx.MockTransport(lambda _: httpx.Response(401))
    broken = httpx.MockTransport(lambda _: httpx.Response(200, text="<html>"))

    assert ("suspended", True, 7.5, "GET", False) == (found.status, found.trial, found.balance, found.sms_method, found.can_call)  # fmt: skip
    assert "token" == inspect("https://api.test", account="AC1", token="t", number="", transport=refused).trouble
    assert "away" == inspect("https://api.test", account="AC1", token="t", number="", transport=broken).trouble


def test_fallbacks_are_fetched_and_say_from_which_bundle_they_are() -> None:
    def elsewhere(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/sms":
            return httpx.Response(200, text="<Response/><!-- bundle 0123456789ab -->")
        return httpx.Response(405 if request.url.path == "/voice" else 403)

    found = look_at_fallbacks(ACCOUNT, transport=httpx.MockTransport(elsewhere))
    signed = look_at_fallbacks(replace(ACCOUNT, sms_fallback="https://a.example/bin", voice_fallback=""), transport=httpx.MockTransport(elsewhere))  # fmt: skip

    assert Fallbacks(away=("https://elsewhere.example/voice",), marks=("0123456789ab",)) == found
    assert Fallbacks() == signed == look_at_fallbacks(None)


def test_facts_of_a_real_line_are_found(make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = make_settings(public_url="", twilio_api_base="http://127.0.0.1:9")
    migrated(settings.database)
    monkeypatch.setattr(gather, "load_settings", lambda _home: settings)
    facts = gather.gather()

    assert (True, True) == (facts.redis.answers, facts.record.answers)
    assert facts.record.migrated
    assert facts.record.writable
    assert facts.machine.disk_free is not None
    assert facts.account is not None
    assert "away" == facts.account.trouble


def test_the_command_says_one_line_each_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    _mount()
    monkeypatch.setattr(gather, "gather", lambda **_: planted({"machine.swap_plain": True}))
    plain, listed = (CliRunner().invoke(app, ["doctor", *more]) for more in ([], ["--json"]))

    assert (1, 1) == (plain.exit_code, listed.exit_code)
    assert plain.output.startswith("SWAP: Memory may be written")
    assert ["SWAP"] == [finding["code"] for finding in json.loads(listed.output)]
