"""A webhook counts only when the provider's signature fits it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channels.twilio.signature import sign, valid

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "samples" / "twilio_signature_vectors.json"
_URL = "https://line.example.org/twilio/sms"
_FORM = [("Body", "od"), ("From", "+12025550142"), ("MessageSid", "SM1")]

# Vectors whose expected answer is not ours, with the reason. None today.
_DIFFERENT: dict[str, str] = {}


def _vectors() -> list[dict[str, Any]]:
    if not _SHARED.exists():
        return []
    return list(json.loads(_SHARED.read_text(encoding="utf-8"))["vectors"])


def test_the_shared_vectors_are_there() -> None:
    if not _SHARED.exists():
        pytest.skip("SKIPPED LOUDLY: ../shared/samples/twilio_signature_vectors.json is not here")

    assert 42 == len(_vectors())


@pytest.mark.parametrize("vector", _vectors(), ids=lambda vector: str(vector["id"]))
def test_a_vector_of_the_provider_gets_the_expected_answer(vector: dict[str, Any]) -> None:
    body = vector["body"]
    params = [(key, value) for key, value in vector["params"] or []]

    answer = valid(
        vector["url"],
        params,
        vector["signature"],
        [vector["token"]],
        body=None if body is None else body.encode(),
    )

    assert (vector["expected_valid"] != (vector["id"] in _DIFFERENT)) == answer


def test_a_form_gives_the_signature_that_an_independent_hmac_gives() -> None:
    # printf 'https://line.example.org/twilio/smsBodyodFrom+12025550142MessageSidSM1' |
    #   openssl dgst -sha1 -hmac secret -binary | base64
    assert "EWgZ+AZJ+m3HVDespSTQxgicTD4=" == sign(_URL, _FORM, "secret")


@pytest.mark.parametrize(
    ("what", "signed", "arrived"),
    [
        ("order of arrival", _FORM, list(reversed(_FORM))),
        ("a pair sent twice", _FORM, [*_FORM, ("Body", "od")]),
        ("a repeated key", [("B", "1"), ("B", "2")], [("B", "2"), ("B", "1")]),
    ],
)
def test_what_does_not_change_a_form_does_not_change_its_signature(
    what: str, signed: list[tuple[str, str]], arrived: list[tuple[str, str]]
) -> None:
    assert sign(_URL, signed, "secret") == sign(_URL, arrived, "secret"), what


@pytest.mark.parametrize(
    ("what", "arrived"),
    [
        ("another body", [("Body", "no"), *_FORM[1:]]),
        ("a blank value more", [*_FORM, ("OptOutType", "")]),
        ("a second value", [*_FORM, ("Body", "no")]),
        ("a field less", _FORM[1:]),
    ],
)
def test_a_changed_form_is_refused(what: str, arrived: list[tuple[str, str]]) -> None:
    signature = sign(_URL, _FORM, "secret")

    assert not valid(_URL, arrived, signature, ["secret"]), what


@pytest.mark.parametrize("signature", [None, "", " ", "ñ", "\udc80", "A" * 28, "=" * 70_000])
def test_a_header_that_is_no_signature_is_refused_without_an_exception(
    signature: str | None,
) -> None:
    assert not valid(_URL, _FORM, signature, ["secret"])


def test_while_tokens_rotate_the_old_and_the_new_one_both_count() -> None:
    tokens = ["new", "old"]

    assert valid(_URL, _FORM, sign(_URL, _FORM, "old"), tokens)
    assert valid(_URL, _FORM, sign(_URL, _FORM, "new"), tokens)
    assert not valid(_URL, _FORM, sign(_URL, _FORM, "older"), tokens)


def test_a_shared_key_signs_with_sha_256() -> None:
    # printf 'https://line.example.org/twilio/smsBodyodFrom+12025550142MessageSidSM1' |
    #   openssl dgst -sha256 -hmac 'a shared key' -binary | base64
    signature = "/5pmHN2P2CciobJbalsDJF43j3tOi2TeRSIN7ctavP4="

    assert signature == sign(_URL, _FORM, "a shared key", digest="sha256")
    assert valid(_URL, _FORM, signature, ["secret", "a shared key"])
    assert not valid(_URL, _FORM, signature, ["secret"])
    assert not valid(_URL, [("Body", "no"), *_FORM[1:]], signature, ["a shared key"])


@pytest.mark.parametrize("digest", ["md5", "sha512", "sha224", "sha384"])
def test_no_other_hash_counts(digest: str) -> None:
    assert not valid(_URL, _FORM, sign(_URL, _FORM, "secret", digest=digest), ["secret"])


def test_an_empty_token_signs_nothing() -> None:
    assert not valid(_URL, _FORM, sign(_URL, _FORM, ""), [""])
    assert not valid(_URL, _FORM, sign(_URL, _FORM, ""), [])


def test_connection_settings_behind_the_hash_are_not_signed() -> None:
    assert valid(f"{_URL}#rt=5000&rc=2", _FORM, sign(_URL, _FORM, "secret"), ["secret"])


@pytest.mark.parametrize(
    ("configured", "signed"),
    [
        ("https://[2001:db8::1]/twilio/sms", "https://[2001:db8::1]:443/twilio/sms"),
        ("https://[2001:db8::1]:8443/twilio/sms", "https://[2001:db8::1]/twilio/sms"),
        ("http://host:8000/twilio/sms", "http://host/twilio/sms"),
        ("https://name:pass@host:8443/x", "https://name:pass@host/x"),
    ],
)
def test_the_port_may_be_signed_or_not(configured: str, signed: str) -> None:
    assert valid(configured, _FORM, sign(signed, _FORM, "secret"), ["secret"])


def test_a_form_cannot_pass_as_json() -> None:
    assert not valid(_URL, _FORM, sign(_URL, _FORM, "secret"), ["secret"], body=b"{}")


@given(
    params=st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), max_size=8),
    token=st.text(min_size=1, max_size=40, alphabet=st.characters(codec="utf-8")),
)
def test_whatever_is_signed_is_valid(params: list[tuple[str, str]], token: str) -> None:
    assert valid(_URL, params, sign(_URL, params, token), [token])


@given(text=st.text(alphabet=st.characters(), max_size=30), signature=st.text(max_size=40))
def test_nothing_that_arrives_raises(text: str, signature: str) -> None:
    assert not valid(f"{_URL}?{text}", [("Body", text)], signature, ["secret"])
