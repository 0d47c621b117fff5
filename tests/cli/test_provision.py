"""The command asks before it changes anything, twice before it buys, and prints no secret."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from app.cli.main import _mount, app
from tests.channels.twilio.fake_account import ACCOUNT, TOKEN, FakeAccount

KEY = "kJ3Qm1nV0sYw8xTzR5uAbC7dEfG9hIjKlMnOpQrStUv="


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeAccount]:
    """The pretend account behind a real port, and settings that lead to it."""
    account = FakeAccount()

    class Handler(http.server.BaseHTTPRequestHandler):
        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            request = httpx.Request(self.command, f"http://twilio.example{self.path}", headers=dict(self.headers), content=body)  # fmt: skip
            answer = account._answer(request)
            self.send_response(answer.status_code)
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = _do  # noqa: N815 - names of the library

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
            """Nothing is logged."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = {
        "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "PUBLIC_URL": "https://line.example.org", "PORCHLIGHT_KEY": KEY,
        "LINE_NAME": "Corner House", "PORCHLIGHT_VAR": str(tmp_path), "TWILIO_API_BASE": f"http://127.0.0.1:{server.server_address[1]}",
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    yield account
    server.shutdown()
    server.server_close()


def run(*words: str, said: str = "") -> Result:
    _mount("provision")
    return CliRunner().invoke(app, ["provision", *words], input=said)


def test_a_dry_run_says_and_changes_nothing(there: FakeAccount) -> None:
    there.own("+12155550100")
    found = run("--dry-run", "--bundle", "https://notes.example/")

    assert 0 == found.exit_code, found.output
    assert "https://notes.example/twilio/text.xml" in found.output
    assert "Monitor, Errors, webhook: https://line.example.org/twilio/error" in found.output
    assert [] == there.changes


def test_without_a_yes_nothing_is_changed_and_with_it_all_is_once(there: FakeAccount) -> None:
    there.own("+12155550100")
    refused, done, again = run(said="n\n"), run("--yes"), run("--yes")

    assert (1, 0, 0) == (refused.exit_code, done.exit_code, again.exit_code), done.output
    assert "Nothing was changed." in refused.output
    assert "Set LINE_NUMBER=+12155550100" in done.output
    assert "Set TWILIO_MESSAGING_SERVICE_SID=MG" in done.output
    assert "Everything is set already." in again.output
    assert TOKEN not in refused.output + done.output + again.output
    assert KEY not in done.output


def test_a_number_is_bought_only_when_that_was_said(there: FakeAccount) -> None:
    refused = run("--yes", said="n\n")
    before = len(there.numbers)
    done = run("--yes", "--buy", "--area-code", "215")

    assert (1, 0) == (refused.exit_code, before)
    assert 0 == done.exit_code, done.output
    assert ["+12155550142"] == [one["phone_number"] for one in there.numbers.values()]
