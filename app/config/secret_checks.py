"""Judges the secrets a programme sets and makes the ones a demo needs. Nothing here ever repeats a value."""

from __future__ import annotations

import json
import os
import re
import secrets as random
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from app.base.written_keys import decode_key

KEY_BYTES = 32
PASSWORD_LENGTH = 16
TOKEN_LENGTH = 32
"""A Twilio auth token is 32 hexadecimal characters."""
NEW_KEY = 'python3 -c "import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())"'

_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
# Only words of six letters and more: a shorter one turns up by chance in one good key of some ten thousand.
_SAMPLE_WORDS = re.compile(
    r"change.?me|example|sample|placeholder|secret|password|your[-_ ]?(auth|key|token)", re.IGNORECASE
)
_RUN = re.compile(r"123456789|abcdefgh", re.IGNORECASE)


class DemoSecrets(msgspec.Struct, frozen=True):
    """Secrets of a line that no real number leads to."""

    key: str
    auth_token: str
    account_sid: str

    def __repr__(self) -> str:
        return "DemoSecrets(...)"


def decode_keys(text: str) -> tuple[bytes, ...]:
    """The bytes of each comma-separated key, as written: newest first."""
    return tuple(decode_key(part) for part in text.split(",") if part.strip())


def split_tokens(text: str) -> tuple[str, ...]:
    """The comma-separated tokens, without blanks."""
    return tuple(token for token in (part.strip() for part in text.split(",")) if token)


def key_problem(text: str, *, required: bool, name: str = "PORCHLIGHT_KEY") -> str:
    """What is wrong with a key, or with one of several separated by commas; nothing when all are good."""
    if not text.strip():
        return f"{name} is missing. Make one with: {NEW_KEY}" if required else ""
    found = [problem for part in text.split(",") if (problem := _one_key_problem(part, name))]
    return found[0] if found else ""


def _one_key_problem(text: str, name: str) -> str:
    key = decode_key(text)
    if _is_sample(text) or (len(key) >= KEY_BYTES and _not_random(key)):
        return f"{name} is a sample, not a secret. Make one with: {NEW_KEY}"
    if not key:
        return f"{name} is not base64. Make one with: {NEW_KEY}"
    if len(key) < KEY_BYTES:
        return f"{name} is too short: {len(key)} bytes of {KEY_BYTES}. Make one with: {NEW_KEY}"
    return ""


def public_problem(text: str) -> str:
    """What is wrong with PORCHLIGHT_SEAL_TO, or nothing."""
    if not text or len(decode_key(text)) == KEY_BYTES:
        return ""
    return "PORCHLIGHT_SEAL_TO is not a public key. Print it where PORCHLIGHT_SENDER_KEY is set: porchlight keys public"


def tokens_problem(text: str, *, required: bool) -> str:
    """What is wrong with TWILIO_AUTH_TOKEN, or nothing; a demo takes any token."""
    if not required:
        return ""
    tokens = split_tokens(text)
    where = "Copy it from the Twilio console (Account, API keys and tokens)."
    if not tokens:
        return f"TWILIO_AUTH_TOKEN is missing. {where}"
    if any(_is_sample(token) for token in tokens):
        return f"TWILIO_AUTH_TOKEN is a sample, not a secret. {where}"
    if any(len(token) < TOKEN_LENGTH for token in tokens):
        return f"TWILIO_AUTH_TOKEN is too short: a token has {TOKEN_LENGTH} characters. {where}"
    return ""


def account_problem(text: str) -> str:
    """What is wrong with TWILIO_ACCOUNT_SID, or nothing."""
    where = "It starts with AC and has 34 characters; copy it from the Twilio console."
    if not text:
        return f"TWILIO_ACCOUNT_SID is missing. {where}"
    if _is_sample(text) or len(set(text[2:])) < 3:
        return f"TWILIO_ACCOUNT_SID is a sample. {where}"
    return "" if _ACCOUNT.fullmatch(text) else f"TWILIO_ACCOUNT_SID is not an account. {where}"


def address_problem(public_url: str) -> str:
    """What is wrong with PUBLIC_URL, or nothing: without it no signature can be checked."""
    if not public_url:
        return "PUBLIC_URL is missing. Set it to the https address Twilio calls, like https://line.your-programme.org"
    if not public_url.startswith("https://"):
        return "PUBLIC_URL is not https. Texts and calls must not travel in the clear; use an https address."
    return ""


def metrics_problem(text: str) -> str:
    """What is wrong with METRICS_TOKEN, or nothing; without one the metrics stay closed."""
    if text and (_is_sample(text) or len(text) < 16):
        return (
            "METRICS_TOKEN is short or a sample. Use at least 16 random characters, or leave it out to close /metrics."
        )
    return ""


def redis_problem(url: str) -> str:
    """What is wrong with REDIS_URL, or nothing: the line's own Valkey and others behind a socket need no password."""
    if not url or url.startswith("unix:"):
        return ""
    how = (
        "Whoever reaches that Redis could read conversations and wake the sender. Set `requirepass` or a user there, and "
        "REDIS_URL=redis://USER:PASSWORD@HOST:6379/0 (or redis://:PASSWORD@HOST); a socket, unix:///PATH, needs none. "
        "`porchlight keys valkey FOLDER` makes a user for each process."
    )
    try:
        password = unquote(urlsplit(url).password or "")
    except ValueError:
        return f"REDIS_URL is not an address. {how}"
    if not password:
        return f"REDIS_URL has no password. {how}"
    if _is_sample(password) or len(password) < PASSWORD_LENGTH:
        return f"REDIS_URL has a password that is short or a sample; take {PASSWORD_LENGTH} random characters. {how}"
    return ""


def demo_secrets(var: Path) -> DemoSecrets:
    """The secrets of this demo line: made once, kept in `var` where only its owner can read them."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chmod(var, 0o700)
    path = var / "demo-secrets.json"
    if not (kept := _read(path)):
        _write_once(path, _generate())
        kept = _read(path) or _replace(path, _generate())
    return kept


def _generate() -> DemoSecrets:
    return DemoSecrets(
        key=b64encode(random.token_bytes(KEY_BYTES)).decode(),
        auth_token=random.token_hex(16),
        account_sid="AC" + random.token_hex(16),
    )


def _read(path: Path) -> DemoSecrets | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=DemoSecrets)
    except (OSError, msgspec.MsgspecError):
        return None


def _write_once(path: Path, made: DemoSecrets) -> None:
    # Web and worker may start together: the hard link lets the first one win and the others read its secrets.
    draft = _draft(path, made)
    try:
        os.link(draft, path)
    except OSError:
        pass
    finally:
        draft.unlink()


def _replace(path: Path, made: DemoSecrets) -> DemoSecrets:
    os.replace(_draft(path, made), path)
    return made


def _draft(path: Path, made: DemoSecrets) -> Path:
    # A name of its own for every try: threads of one process share its number.
    draft = path.with_name(f"{path.name}.{random.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(msgspec.to_builtins(made), file)
    return draft


def _is_sample(text: str) -> bool:
    plain = text.strip()
    return bool(_SAMPLE_WORDS.search(plain) or _RUN.search(plain) or len(set(plain)) < 6)


def _not_random(key: bytes) -> bool:
    # 32 random bytes hold about 30 different ones and are never all printable.
    return len(set(key)) < 16 or all(32 <= byte < 127 for byte in key)
