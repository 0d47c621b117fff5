"""Log lines: only named fields pass, and nothing that looks like a number or came from a caller."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base import log

NUMBER = "+15555550123"
BODY = "canary-naloxone-body"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    before = (logging.getLogger().handlers[:], logging.getLogger().level, sys.excepthook, threading.excepthook)
    stream = io.StringIO()
    log.configure(process="test", readable=False, stream=stream)
    yield stream
    logging.getLogger().handlers[:], level, sys.excepthook, threading.excepthook = before
    logging.getLogger().setLevel(level)
    logging.captureWarnings(False)
    log.reset()


def last(lines: io.StringIO) -> dict[str, object]:
    found: dict[str, object] = json.loads(lines.getvalue().splitlines()[-1])
    return found


def raised() -> BaseException:
    try:
        raise ValueError(f"cannot text {NUMBER}: {BODY}")
    except ValueError as error:
        return error


def test_an_event_with_named_fields_is_written(lines: io.StringIO) -> None:
    log.get("checkin").info("checkin.sent", id="c-17", attempt=2)

    line = last(lines)
    assert ("checkin.sent", "c-17", 2) == (line["event"], line["id"], line["attempt"])
    assert ("test", "info", "checkin") == (line["process"], line["level"], line["library"])


def test_fields_without_a_name_here_are_dropped(lines: io.StringIO) -> None:
    log.get("x").info("inbound.answered", body=BODY, number=NUMBER, node="menu")

    assert BODY not in lines.getvalue()
    assert NUMBER not in lines.getvalue()
    assert "menu" == last(lines)["node"]


@pytest.mark.parametrize("value", [NUMBER, "555-555-0123", "(555) 555 0123", "1.555.555.0123", 15555550123, [BODY]])
def test_a_number_in_an_allowed_field_is_hidden(lines: io.StringIO, value: object) -> None:
    log.get("x").info("inbound.answered", node=value)

    assert last(lines)["node"] in {"[hidden]", "+[hidden]", "([hidden]", "list"}


def test_a_release_keeps_its_name(lines: io.StringIO) -> None:
    log.get("x").info("library.live", release="73219485fa386d84")

    assert "73219485fa386d84" == last(lines)["release"]


def test_an_event_that_is_a_sentence_is_not_written(lines: io.StringIO) -> None:
    log.get("x").info(f"could not text {NUMBER}")

    assert "log.not_an_event_name" == last(lines)["event"]


def test_an_exception_is_its_type_and_places(lines: io.StringIO) -> None:
    log.get("x").error("inbound.failed", exc_info=raised())

    assert NUMBER not in lines.getvalue()
    assert BODY not in lines.getvalue()
    assert "ValueError" == last(lines)["error"]
    assert "base/test_log.py:" in str(last(lines)["trail"])


@pytest.mark.parametrize("name", ["twilio.http_client", "httpx", "rq.worker", "sqlalchemy.engine", "uvicorn.error"])
def test_libraries_never_get_their_words_in(lines: io.StringIO, name: str) -> None:
    logging.getLogger(name).error(f"POST /Messages?To=%s {BODY}", NUMBER, exc_info=raised())

    assert NUMBER not in lines.getvalue()
    assert BODY not in lines.getvalue()
    assert "library.logged" == last(lines)["event"]


@pytest.mark.parametrize("name", ["twilio.http_client", "httpx", "uvicorn.access", "rq.worker"])
def test_libraries_are_quiet_below_warnings(lines: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("GET /?From=%s", NUMBER)

    assert "" == lines.getvalue()


def test_what_nobody_caught_is_told_without_its_words(lines: io.StringIO) -> None:
    thread = threading.Thread(target=lambda: int(BODY))
    thread.start()
    thread.join()
    error = raised()
    sys.excepthook(type(error), error, None)

    assert ["thread.failed", "process.failed"] == [json.loads(line)["event"] for line in lines.getvalue().splitlines()]
    assert BODY not in lines.getvalue()


def test_a_warning_is_told_without_its_words(lines: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(BODY, UserWarning, stacklevel=1)

    assert BODY not in lines.getvalue()


def test_readable_lines_follow_the_same_rules() -> None:
    stream = io.StringIO()
    log.configure(process="test", readable=True, stream=stream)
    log.get("x").info("inbound.answered", body=BODY, node=NUMBER, ms=3)
    log.reset()

    assert "inbound.answered" in stream.getvalue()
    assert BODY not in stream.getvalue()
    assert NUMBER not in stream.getvalue()


@given(st.dictionaries(st.sampled_from(sorted(log.FIELDS)), st.from_regex(r"\+1[2-9]\d{9}", fullmatch=True)))
def test_no_phone_number_passes_in_any_field(fields: dict[str, str]) -> None:
    kept = log.only_allowed(None, "info", {**fields, "event": "x.y", "time": ""})

    assert [] == [value for name, value in fields.items() if name != "time" and value in str(kept.get(name))]
