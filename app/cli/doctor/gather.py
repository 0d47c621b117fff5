"""The facts of the machine this runs on, each found out by itself: one that cannot be is left out."""

from __future__ import annotations

import re
import resource
import shutil
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar

from app.base.clock import now
from app.base.errors import SettingsError
from app.channels.twilio.inspection import Account, inspect
from app.cli.doctor.facts import Facts, Fallbacks, Files, Machine, RecordFacts, Redis, Settled
from app.cli.doctor.fallbacks import look_at_fallbacks
from app.cli.doctor.front import look_at_the_front
from app.config.settings import Settings, load_settings
from app.engine.release import Release

T = TypeVar("T")
REVIEWED = timedelta(days=183)


def gather(home: Path | None = None, *, backups: Path | None = None) -> Facts:
    """What can be found out here, within half a minute."""
    try:
        settings = load_settings(home)
    except SettingsError as error:
        return Facts(settings=Settled(problems=tuple(str(error).splitlines())))
    account = _or(lambda: _account(settings), None)
    return Facts(
        settings=_settled(settings),
        machine=_or(lambda: _machine(settings, account), Machine()),
        files=_or(lambda: _files(settings, backups), Files()),
        front=look_at_the_front(settings),
        redis=_redis(settings),
        record=_record(settings),
        account=account,
        fallbacks=_or(lambda: look_at_fallbacks(account), Fallbacks()),
    )


def _or(find: Callable[[], T], otherwise: T) -> T:
    try:
        return find()
    except Exception:
        return otherwise


def _settled(settings: Settings) -> Settled:
    sender_key, seal_to = settings.porchlight_sender_key.get_secret_value(), settings.porchlight_seal_to
    return Settled(
        production=settings.production,
        demo_open=bool(settings.porchlight_demo),
        line_number=settings.line_number,
        peer_number=settings.peer_line_number,
        sender=bool(settings.twilio_messaging_service_sid or settings.twilio_from),
        safety_checks=settings.safety_checks,
        on_call=settings.on_call_number,
        metrics_token=bool(settings.metrics_token.get_secret_value()),
        host=settings.host,
        keys=len(settings.keys),
        tokens=len(settings.auth_tokens),
        sealed_apart=bool(sender_key or seal_to),
        sender_key_in_web=bool(sender_key and seal_to),
        rate=settings.twilio_rate,
        redacts=settings.twilio_discards_content,
    )


def _machine(settings: Settings, account: Account | None) -> Machine:
    swaps = Path("/proc/swaps")
    listed = swaps.read_text().splitlines()[1:] if swaps.exists() else []
    pattern = Path("/proc/sys/kernel/core_pattern")
    soft, _ = resource.getrlimit(resource.RLIMIT_CORE)
    usage = shutil.disk_usage(settings.porchlight_var if settings.porchlight_var.exists() else Path("/"))
    off = None
    if account is not None and account.date:
        with suppress(ValueError, TypeError):
            off = time.time() - parsedate_to_datetime(account.date).timestamp()
    return Machine(
        swap_plain=any(not re.match(r"/dev/(dm-|mapper/|zram)", line) for line in listed),
        core_dumps=soft != 0 and (not pattern.exists() or pattern.read_text().strip() not in ("", "|/bin/false")),
        clock_off=off,
        disk_free=usage.free / usage.total,
        open_files=resource.getrlimit(resource.RLIMIT_NOFILE)[0],
        python=sys.version_info[:2],
    )


def _mode(path: Path) -> int | None:
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else None


def _files(settings: Settings, backups: Path | None) -> Files:
    from app.release.load import load

    home = settings.porchlight_home
    ignored = (home / ".gitignore").read_text().split() if (home / ".gitignore").exists() else []
    secret = [name for name in (".env", "secrets") if (home / name).exists() and (home / ".git").exists()]
    loaded = load(
        home, settings=settings.blanks, cache=settings.porchlight_var / "cache", production=settings.production
    )
    newest = (
        max(backups.glob("porchlight-*.backup"), key=lambda one: one.stat().st_mtime, default=None) if backups else None
    )
    days = None if backups is None else (time.time() - newest.stat().st_mtime) / 86400 if newest else float("inf")
    return Files(
        env_mode=_mode(home / ".env"),
        var_mode=_mode(settings.porchlight_var),
        secrets_mode=_mode(home / "secrets"),
        in_git=tuple(name for name in secret if name not in ignored and f"{name}/" not in ignored),
        backup_days=days,
        backup_mode=_mode(newest) if newest else None,
        problems=tuple(str(problem) for problem in loaded.problems if getattr(problem, "severity", "") == "error"),
        past_review=_past_review(settings.content / "numbers.yaml", now()),
        bundle=_bundle(loaded.release),
    )


def _bundle(release: Release | None) -> str:
    from app.line.bundle.contents import bundle_mark
    from app.release.compiled import compiled

    return bundle_mark(compiled(release)) if release is not None else ""


def _past_review(file: Path, at: datetime) -> int:
    dates = re.findall(r"(?m)^\s+reviewed:\s*(\d{4}-\d\d-\d\d)", file.read_text()) if file.exists() else []
    return sum(at - datetime.fromisoformat(date).replace(tzinfo=UTC) > REVIEWED for date in dates)


def _redis(settings: Settings) -> Redis:
    from app.store.redis_connection import connect

    own = not settings.redis_url.get_secret_value()
    try:
        with connect(settings.redis, timeout=2) as redis:
            redis.ping()
            memory = _or(lambda: dict(redis.info("memory")), dict[str, int]())
            kept = _or(lambda: {str(k): str(v) for k, v in redis.config_get("*").items()}, dict[str, str]())
    except Exception:
        return Redis(answers=False, own=own)
    most = int(memory.get("maxmemory", 0))
    return Redis(
        answers=True,
        saves=kept.get("save", ""),
        append_only=kept.get("appendonly", "no") == "yes",
        policy=kept.get("maxmemory-policy", "noeviction"),
        most=most if memory else None,
        used=int(memory.get("used_memory", 0)) / most if most else 0.0,
        password="@" in settings.redis,
        own=own,
        dangerous=bool(kept),  # whoever may read its configuration is no user of `porchlight keys valkey`
    )


def _record(settings: Settings) -> RecordFacts:
    from app.line.delivery_reports import sending_figures, sending_state
    from app.line.key_rotation import is_known_key
    from app.store.database import open_database
    from app.store.migrate import current, newest
    from app.store.tables import SendingPulse

    database = open_database(settings.database, statement_seconds=3.0)
    sqlite = database.engine.dialect.name == "sqlite"
    try:
        database.ping()
        version, known = current(database), newest()
        if version != known:
            return RecordFacts(answers=True, sqlite=sqlite, migrated=False, newer=version > known)
        state, found = sending_state(database, now=now()), sending_figures(database, now=now())

        def write() -> bool:
            with database.writing() as session:
                session.add(SendingPulse(name="doctor", at=now()))
                session.flush()
                session.rollback()
            return True

        writable = _or(write, otherwise=False)
        with database.reading() as session:
            known_key = is_known_key(session, settings)
    except Exception:
        return RecordFacts(answers=False, sqlite=sqlite)
    finally:
        database.close()
    return RecordFacts(
        answers=True,
        sqlite=sqlite,
        writable=writable,
        sweep_age=state.seconds_since_sweep,
        rehearsal_age=state.seconds_since_rehearsal,
        oldest_due=max(found.oldest.values(), default=0.0),
        copies_left=state.copies_left,
        unreached=state.unreached,
        orphan_key=not known_key,
    )


def _account(settings: Settings) -> Account | None:
    """Nothing is asked of a provider that is only pretended."""
    if settings.keeps_demo_time or "twilio" not in settings.providers:
        return None
    token = (*settings.auth_tokens, "")[0]
    return inspect(
        settings.twilio_api_base, account=settings.twilio_account_sid, token=token, number=settings.line_number
    )
