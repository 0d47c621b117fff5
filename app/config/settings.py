"""What a programme sets, from the environment or `.env`; the names in the environment are the fields in capitals."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, PrivateAttr, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.base.errors import SettingsError
from app.config import secret_checks
from app.config.secret_files import from_files
from app.config.written_numbers import written_number

Environment = Literal["demo", "production"]
_DEMO_WORDS = {"development": "demo", "dev": "demo", "test": "demo", "prod": "production"}
_TWILIO = "https://api.twilio.com"
_REPOSITORY = Path(__file__).resolve().parents[2]
_SOCKET_LIMIT = 100
"""Bytes in a unix socket's path: Linux takes 107, macOS 103."""

DEMO_NUMBER = "+12025550100"
"""Fictional: what the demo says its number is."""


class Settings(BaseSettings):
    """One process's settings, complete and checked; secrets never appear in its repr or in error texts."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True, validate_default=False
    )

    porchlight_env: Environment = "demo"
    porchlight_home: Path = _REPOSITORY
    """Holds `flows/` and `content/`."""
    porchlight_var: Path = Path()
    """Generated secrets, SQLite, the Redis socket. `var` in the home unless set."""
    porchlight_demo: bool | None = None
    porchlight_key: SecretStr = SecretStr("")
    """Several, separated by commas and newest first, once keys were rotated."""
    porchlight_sender_key: SecretStr = SecretStr("")
    """Opens sealed numbers: for worker and ticker only. The newest PORCHLIGHT_KEY does, where this is not set."""
    porchlight_seal_to: str = ""
    """The public half of PORCHLIGHT_SENDER_KEY, for the web process."""

    porchlight_providers: str = "twilio"
    """Folders of `app/channels/`, separated by commas; what the line sends goes by the first that can carry it."""

    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_shared_key: SecretStr = SecretStr("")
    """Signs webhooks in place of the token, where a webhook rule at Twilio says so; several while one is rotated."""
    twilio_messaging_service_sid: str = ""
    twilio_from: str = ""
    twilio_escalation_from: str = ""
    """A number of its own for whatever is urgent, so that it never stands behind a check-in at the provider."""
    twilio_rate: float = Field(default=1.0, gt=0, le=1000)
    """Segments a second the sender may send: 1 for a long code, 3 toll-free, 100 for a short code."""
    twilio_discards_content: bool = False
    """Whether Message Redaction is on for the account: then texts ask for it one by one (errors 30029, 30030 if not)."""
    twilio_obfuscates_numbers: bool = False
    twilio_delete_inbound: bool = True
    """Whether texts and calls that came in are deleted at Twilio; off where its own redaction covers both directions."""
    twilio_api_base: str = _TWILIO

    public_url: str = ""
    """Scheme and host that Twilio calls, without a slash at the end; signatures are made over it."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    database_url: SecretStr = SecretStr("")
    redis_url: SecretStr = SecretStr("")
    releases_database_url: SecretStr = SecretStr("")
    """Where releases of staff files are kept, where that is another database or role than DATABASE_URL's."""
    porchlight_releases: Literal["folder", "store"] = "folder"
    """Who wins: the files in `flows/` and `content/`, or the releases in SQL, of which the folder is then a copy."""
    metrics_token: SecretStr = SecretStr("")

    line_name: str = "Porchlight"
    line_number: str = ""
    peer_line_number: str = ""

    porchlight_checkins: bool = True
    """Whether people may have this line text them on the days they choose."""
    porchlight_safety_checks: bool | None = None
    """Whether people may arm a timer that tells somebody. Off until a programme can answer for it: docs/check-ins.md."""
    on_call_number: str = ""
    """Told when nobody whom the caller named confirms."""

    day_segments: int = Field(default=20_000, ge=0)
    """Segments one web process may answer with in a day: half of them warns, at four fifths only running conversations are
    answered, at the end only emergencies, STOP and running checks. 0 for no limit."""

    watch_seconds: float = Field(default=0.5, gt=0, le=60)
    """How often flows and content are looked at for edits."""
    tick_seconds: float = Field(default=2.0, gt=0, le=60)
    """How often the ticker looks for what is due."""

    _generated: tuple[str, ...] = PrivateAttr(default=())

    @field_validator("porchlight_env", mode="before")
    @classmethod
    def _env_word(cls, value: object) -> object:
        word = str(value).strip().lower()
        return _DEMO_WORDS.get(word, word)

    @field_validator("public_url", "twilio_api_base")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        value = value.strip().rstrip("/")
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("needs https:// before the host name")
        return value

    @field_validator("line_number", "peer_line_number", "on_call_number", "twilio_from", "twilio_escalation_from")
    @classmethod
    def _number(cls, value: str) -> str:
        digits = "".join(character for character in value if character not in " -().")
        if digits and not digits.removeprefix("+").isdigit():
            raise ValueError("is not a phone number; write it like +13125550100")
        return digits

    @property
    def production(self) -> bool:
        """Whether real people use this line."""
        return self.porchlight_env == "production"

    @property
    def generated(self) -> tuple[str, ...]:
        """The variables a demo made up by itself."""
        return self._generated

    def completed(self, missing: Mapping[str, object]) -> Settings:
        """These settings with what a demo made up, which stays known as made up."""
        complete = self.model_copy(update=missing)
        complete._generated = tuple(name.upper() for name in missing)  # noqa: SLF001 - its own class
        return complete

    @property
    def demo(self) -> bool:
        """Whether the simulator at /demo is open: always but in production, where it must be switched on."""
        return not self.production if self.porchlight_demo is None else self.porchlight_demo

    @property
    def key(self) -> bytes:
        """The 32 random bytes all other keys are derived from; the newest where there are several."""
        return (*self.keys, b"")[0]

    @property
    def keys(self) -> tuple[bytes, ...]:
        """Every PORCHLIGHT_KEY, newest first: older ones still find opt-outs and open what was sealed with them."""
        return secret_checks.decode_keys(self.porchlight_key.get_secret_value())

    @property
    def sender_keys(self) -> tuple[bytes, ...]:
        """What sealed numbers are opened with, newest first; only a process that sends has the right ones."""
        return secret_checks.decode_keys(self.porchlight_sender_key.get_secret_value()) + self.keys

    @property
    def auth_tokens(self) -> tuple[str, ...]:
        """Every Twilio auth token a signature may be made with, newest first; several while one is being rotated."""
        return secret_checks.split_tokens(self.twilio_auth_token.get_secret_value())

    @property
    def shared_keys(self) -> tuple[str, ...]:
        """Every Twilio shared key a webhook may be signed with."""
        return secret_checks.split_tokens(self.twilio_shared_key.get_secret_value())

    @property
    def providers(self) -> tuple[str, ...]:
        """The names of the providers, the one that sends first."""
        return secret_checks.split_tokens(self.porchlight_providers)

    @property
    def flows(self) -> Path:
        """Where staff keep the flows."""
        return self.porchlight_home / "flows"

    @property
    def content(self) -> Path:
        """Where staff keep what is said."""
        return self.porchlight_home / "content"

    @property
    def webhook_base(self) -> str:
        """The address webhooks are signed for; without PUBLIC_URL the one this machine listens on."""
        return self.public_url or f"http://{local_name(self.host)}:{self.port}"

    @property
    def provider_base(self) -> str:
        """Where texts and calls are handed over: in a demo of made-up secrets, to the simulator of this line's own web."""
        if "TWILIO_ACCOUNT_SID" in self._generated and self.twilio_api_base == _TWILIO:
            return f"http://{local_name(self.host)}:{self.port}/demo/provider"
        return self.twilio_api_base

    @property
    def blanks(self) -> dict[str, str]:
        """What the programme's own settings fill in texts."""
        own = self.line_number or self.twilio_from or ("" if self.production else DEMO_NUMBER)
        peer = written_number(self.peer_line_number)
        return {"line_name": self.line_name, "line_number": written_number(own), "peer_number": peer}

    @property
    def safety_checks(self) -> bool:
        """Whether timers can be armed: where a programme said so, and in a demo that no real phone can reach."""
        if self.porchlight_safety_checks is None:
            return self.keeps_demo_time and "TWILIO_AUTH_TOKEN" in self._generated
        return self.porchlight_safety_checks

    @property
    def demo_clock(self) -> Path:
        """How far ahead a demo's clock was moved, for all its processes."""
        return self.porchlight_var / "demo-clock"

    @property
    def keeps_demo_time(self) -> bool:
        """Whether this line's clock may be moved: a demo that reaches no real phone."""
        return not self.production and self.provider_base.endswith("/demo/provider")

    @property
    def valkey_socket(self) -> Path:
        """Where the line's own Redis listens when REDIS_URL is not set."""
        wanted = self.porchlight_var / "valkey.sock"
        if len(os.fsencode(wanted)) < _SOCKET_LIMIT:
            return wanted
        short = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"porchlight-{os.getuid()}-{short}" / "valkey.sock"

    @property
    def redis(self) -> str:
        """The address of Redis or Valkey."""
        return self.redis_url.get_secret_value() or f"unix://{self.valkey_socket}"

    @property
    def database(self) -> str:
        """The address of the database; SQLite in the var directory unless DATABASE_URL is set."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.porchlight_var / 'porchlight.db'}"

    @property
    def releases_database(self) -> str:
        """The address of the database that releases of staff files are in."""
        return self.releases_database_url.get_secret_value() or self.database

    @property
    def migrates_releases(self) -> bool:
        """Whether releases are in a database of their own; a role of the same one owns no table and makes none."""
        kept = self.releases_database_url.get_secret_value()
        return kept.startswith("sqlite") and kept != self.database


SECRETS = tuple(name for name, field in Settings.model_fields.items() if field.annotation is SecretStr)
"""Settings that may be handed over in a file: `<NAME>_FILE` names it."""


def load_settings(home: Path | None = None) -> Settings:
    """Settings from the environment and `.env`, with secrets generated in demo mode.

    Raises SettingsError with every problem at once, one line each, naming the variable and never its value.
    """
    root = Path(home or os.environ.get("PORCHLIGHT_HOME") or _REPOSITORY).resolve()
    settings = _read(root)
    var = settings.porchlight_var if settings.porchlight_var != Path() else Path("var")
    settings = settings.model_copy(update={"porchlight_home": root, "porchlight_var": root / var})
    problems = _secret_problems(settings)
    if problems:
        raise SettingsError(problems)
    return settings if settings.production else _with_demo_secrets(settings)


def in_production(home: Path) -> bool:
    """Whether the environment or `.env` say that this folder answers real callers; its secrets are not looked at."""
    return _read(home.resolve()).production


def _read(root: Path) -> Settings:
    secrets = from_files(SECRETS, root=root)
    try:
        return Settings(_env_file=root / ".env", _env_file_encoding="utf-8", **secrets)  # type: ignore[arg-type,call-arg]
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False, include_context=False)
        raise SettingsError([_problem(detail["loc"], detail["msg"]) for detail in details]) from None


def _problem(loc: tuple[int | str, ...], message: str) -> str:
    name = str(loc[0]).upper() if loc else "settings"
    if name == "PORCHLIGHT_ENV":
        return f"PORCHLIGHT_ENV is neither of {' and '.join(get_args(Environment))}. Set one of them, or leave it out."
    if name == "PORCHLIGHT_RELEASES":
        return "PORCHLIGHT_RELEASES is neither of folder and store. Set one of them, or leave it out."
    return f"{name}: {message.removeprefix('Value error, ')}."


def _secret_problems(settings: Settings) -> list[str]:
    found = [
        secret_checks.key_problem(settings.porchlight_key.get_secret_value(), required=settings.production),
        secret_checks.key_problem(
            settings.porchlight_sender_key.get_secret_value(), required=False, name="PORCHLIGHT_SENDER_KEY"
        ),
        secret_checks.public_problem(settings.porchlight_seal_to),
    ]
    if settings.production and "twilio" in settings.providers:
        found += [
            secret_checks.tokens_problem(settings.twilio_auth_token.get_secret_value(), required=True),
            secret_checks.account_problem(settings.twilio_account_sid),
        ]
    if settings.production:
        found += [
            secret_checks.address_problem(settings.public_url),
            secret_checks.metrics_problem(settings.metrics_token.get_secret_value()),
            secret_checks.redis_problem(settings.redis_url.get_secret_value()),
        ]
    return [problem for problem in found if problem]


def _with_demo_secrets(settings: Settings) -> Settings:
    made = secret_checks.demo_secrets(settings.porchlight_var)
    wanted = {
        "porchlight_key": SecretStr(made.key),
        "twilio_auth_token": SecretStr(made.auth_token),
        "twilio_account_sid": made.account_sid,
    }
    missing = {name: value for name, value in wanted.items() if not getattr(settings, name)}
    return settings.completed(missing)


def local_name(host: str) -> str:
    """The name under which a browser on this machine reaches a server that listens on `host`."""
    return "localhost" if host in {"", "0.0.0.0", "::", "127.0.0.1", "::1"} else host  # noqa: S104 - compared, not bound
