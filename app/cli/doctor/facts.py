"""What is known of one set-up. None everywhere means that it could not be found out here, and then nothing is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.channels.twilio.inspection import Account


@dataclass(frozen=True)
class Machine:
    """The computer this runs on."""

    swap_plain: bool | None = None
    """Whether memory may be written to a disk unencrypted."""
    core_dumps: bool | None = None
    clock_off: float | None = None
    """Seconds, against whoever answered with a date."""
    disk_free: float | None = None
    """Share of the disk that holds the record."""
    open_files: int | None = None
    python: tuple[int, int] = (3, 11)


@dataclass(frozen=True)
class Files:
    """What lies on the disk."""

    env_mode: int | None = None
    """Permissions of .env; None where there is none."""
    var_mode: int | None = None
    secrets_mode: int | None = None
    in_git: tuple[str, ...] = ()
    """Secrets that git would keep."""
    backup_days: float | None = None
    """Age of the newest backup; infinite where there is none."""
    backup_mode: int | None = None
    problems: tuple[str, ...] = ()
    """Of flows and content; in production also emergency texts that two people have not approved."""
    past_review: int = 0
    """Numbers whose review is older than half a year."""
    bundle: str = ""
    """The mark of the bundle that would be made of the texts as they are."""


@dataclass(frozen=True)
class Front:
    """What a signed request to PUBLIC_URL met with."""

    url: str = ""
    trouble: str = ""
    """`dns`, `refused`, `timeout`, `tls`, `expired`, `redirect`; empty where it was answered."""
    signed: int | None = None
    unsigned: int | None = None
    certificate_days: float | None = None
    health_open: bool | None = None
    """Whether strangers can read which staff files have problems."""


@dataclass(frozen=True)
class Fallbacks:
    """What answers at the provider's fallback addresses."""

    away: tuple[str, ...] = ()
    """Those where nothing answers."""
    marks: tuple[str, ...] = ()
    """Of the bundles that the others are from; empty for one that no bundle made."""


@dataclass(frozen=True)
class Redis:
    """Redis or Valkey."""

    answers: bool | None = None
    saves: str = ""
    append_only: bool = False
    policy: str = "noeviction"
    most: int | None = None
    used: float = 0.0
    password: bool = True
    own: bool = False
    """Whether it is the line's own behind a socket."""
    dangerous: bool = False
    """Whether this user may do everything."""


@dataclass(frozen=True)
class RecordFacts:
    """The database."""

    answers: bool | None = None
    sqlite: bool = True
    migrated: bool = True
    newer: bool = False
    writable: bool = True
    sweep_age: float | None = None
    rehearsal_age: float | None = None
    oldest_due: float = 0.0
    copies_left: int = 0
    unreached: bool = False
    orphan_key: bool = False
    """Whether opt-outs are named under a key that is not set."""


@dataclass(frozen=True)
class Settled:
    """Settings, as far as their values are no secret."""

    production: bool = True
    problems: tuple[str, ...] = ()
    demo_open: bool = False
    line_number: str = ""
    peer_number: str = ""
    sender: bool = True
    safety_checks: bool = False
    on_call: str = ""
    metrics_token: bool = True
    host: str = "127.0.0.1"
    keys: int = 1
    tokens: int = 1
    sealed_apart: bool = True
    sender_key_in_web: bool = False
    rate: float = 1.0
    redacts: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything."""

    settings: Settled = field(default_factory=Settled)
    machine: Machine = field(default_factory=Machine)
    files: Files = field(default_factory=Files)
    front: Front = field(default_factory=Front)
    redis: Redis = field(default_factory=Redis)
    record: RecordFacts = field(default_factory=RecordFacts)
    account: Account | None = None
    fallbacks: Fallbacks = field(default_factory=Fallbacks)
