"""Names made from numbers: the same for one caller, of no use to anybody else."""

from __future__ import annotations

import re

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from app.privacy.pseudonyms import Pseudonyms, canonical, derive, fingerprint, is_hidden

NAMES = Pseudonyms(b"0123456789abcdef0123456789abcdef")
NUMBER = "+13125550100"


@given(key=st.binary(min_size=32, max_size=64), label=st.text(max_size=30), length=st.integers(1, 100))
def test_sub_keys_are_those_of_hkdf(key: bytes, label: str, length: int) -> None:
    expected = HKDF(algorithm=SHA256(), length=length, salt=None, info=label.encode()).derive(key)

    assert expected == derive(key, label, length=length)


def test_one_caller_has_one_name_and_each_use_its_own() -> None:
    assert NAMES.caller_key(NUMBER) == NAMES.caller_key(NUMBER)
    names = {NAMES.caller_key(NUMBER), NAMES.contact_key(NUMBER), NAMES.optout_key(NUMBER), NAMES.call_key(NUMBER)}
    assert 4 == len(names)


def test_names_are_22_harmless_characters_without_the_number() -> None:
    name = NAMES.caller_key(NUMBER)

    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", name)
    assert NUMBER[2:] not in name


def test_another_key_gives_another_name() -> None:
    assert NAMES.caller_key(NUMBER) != Pseudonyms(b"another key of thirty-two bytes!").caller_key(NUMBER)


def test_stop_by_whatsapp_is_kept_for_texts_too() -> None:
    assert NAMES.optout_key(NUMBER) == NAMES.optout_key(f"whatsapp:{NUMBER}")


def test_the_key_is_in_no_repr() -> None:
    assert "Names(...)" == repr(NAMES)


@pytest.mark.parametrize(
    "number",
    [
        "", "   ", "Anonymous", "anonymous", "RESTRICTED", "Unavailable", "+266696687", "266696687", "+7378742833",
        "+86282452253", "+2562533", "+8656696", "client:Anonymous", "sip:anonymous@anonymous.invalid", "whatsapp:",
        "sip:anonymous@carrier.example:5060",
        "client:", "Privé",
    ],
)  # fmt: skip
def test_withheld_numbers_are_hidden(number: str) -> None:
    assert is_hidden(number)


@pytest.mark.parametrize(
    "number",
    [
        NUMBER,
        "+17378742833",
        "898211",
        "whatsapp:+13125550100",
        "+5215512345678",
        "client:staff",
        "sip:desk@example.org",
    ],
)
def test_numbers_short_codes_and_clients_are_not(number: str) -> None:
    assert not is_hidden(number)


@given(st.text())
def test_any_text_has_a_name(text: str) -> None:
    assert 22 == len(NAMES.caller_key(text))
    assert canonical(text) == canonical(canonical(text)) or canonical(text).lower().startswith(("whatsapp:", "rcs:"))
    assert is_hidden(text) in {True, False}


def test_a_lone_surrogate_has_a_name() -> None:
    assert 22 == len(NAMES.caller_key("\ud800"))


def test_names_stay_what_they_were_so_that_a_new_release_still_knows_who_said_stop() -> None:
    old, new = bytes(range(32)), bytes(range(32, 64))
    names = Pseudonyms(new, old)

    assert "NdhZjrJ3sZmWVUfthfavHQ" == names.optout_key("+13125550123")
    assert "xy1XJDExr2I7toLjfuWcug" == names.caller_key("+13125550123")
    assert "ACAT3Fx7StzCyRaqeRxStg" == names.contact_key("+13125550123")
    assert "56ta-H6zPCJMxTw2fioSQw" == names.call_key("CA" + "0" * 32)
    assert "d-RECB6B88KcX1s6MU586w" == names.turn_key("+13125550123", "1")
    assert "73db05700057fd162a4c8e8eaa6f8c2c5a52eb01dc080b4025313ac680f1043b" == names.subkey("x").hex()
    assert "bgiMh1OSMsADvzOSnoh8qg" == fingerprint(old)
