"""What of a set-up is a fault: one line each, with one sentence of what is wrong and one of what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from app.channels.twilio.inspection import Account
from app.cli.doctor.facts import Facts


class Diagnosis(NamedTuple):
    """One thing that is not as it should be."""

    code: str
    says: str
    do: str


class DoctorRule(NamedTuple):
    """`ill` answers whether these facts have the fault; `says` and `do` are what is shown then."""

    code: str
    ill: Callable[[Facts], object]
    says: str
    do: str


def judge(facts: Facts) -> list[Diagnosis]:
    """Every fault that these facts show."""
    found = [Diagnosis(rule.code, rule.says, rule.do) for rule in RULES if rule.ill(facts)]
    return [*_listed(facts), *found]


def _listed(facts: Facts) -> Iterator[Diagnosis]:
    for problem in facts.settings.problems:
        yield Diagnosis("SETTING", problem, "Set it in .env or in the file that <NAME>_FILE names.")
    for problem in facts.files.problems[:5]:
        yield Diagnosis("STAFF_FILE", problem, "Mend the line; `porchlight check` says when all is well.")
    for name in facts.files.in_git:
        yield Diagnosis("SECRET_IN_GIT", f"git would keep {name}.", "Add it to .gitignore, and make the secrets anew if it was committed.")  # fmt: skip


def _account(ill: Callable[[Account, Facts], object]) -> Callable[[Facts], object]:
    """Of an account that was answered for."""
    return lambda facts: facts.account is not None and not facts.account.trouble and ill(facts.account, facts)


def _number(ill: Callable[[Account, Facts], object]) -> Callable[[Facts], object]:
    return _account(lambda account, facts: account.number_found and facts.settings.line_number and ill(account, facts))


def _loose(mode: int | None) -> bool:
    """Whether others of this machine may read it."""
    return mode is not None and bool(mode & 0o077)


def _own(url: str, facts: Facts) -> bool:
    return url.startswith(f"{facts.front.url}/")


def _older(age: float | None, seconds: float) -> bool:
    return age is not None and not -2 <= age <= seconds


RULES: Sequence[DoctorRule] = (
    # settings
    DoctorRule("DEMO_OPEN", lambda f: f.settings.production and f.settings.demo_open, "The simulator is open on a line for real people.", "Take PORCHLIGHT_DEMO out."),
    DoctorRule("NO_LINE_NUMBER", lambda f: f.settings.production and not f.settings.line_number, "LINE_NUMBER is not set: calls cannot be put through and texts do not name the line.", "Set it to the number at the provider."),
    DoctorRule("NO_PEER", lambda f: f.settings.production and not f.settings.peer_number, "Nobody of the programme answers: PEER_LINE_NUMBER is not set.", "Set it, or decide that other staffed lines are enough and tell your workers."),
    DoctorRule("PEER_IS_THE_LINE", lambda f: f.settings.peer_number and f.settings.peer_number == f.settings.line_number, "PEER_LINE_NUMBER is the line's own number: whoever wants a person is called in a circle.", "Set it to a phone that somebody answers."),
    DoctorRule("NO_SENDER", lambda f: f.settings.production and not f.settings.sender, "Nothing can be sent: neither TWILIO_MESSAGING_SERVICE_SID nor TWILIO_FROM is set.", "Set one of them."),
    DoctorRule("NO_ON_CALL", lambda f: f.settings.production and f.settings.safety_checks and not f.settings.on_call, "Safety checks are on and nobody is on call when no contact answers.", "Set ON_CALL_NUMBER."),
    DoctorRule("ON_CALL_IS_THE_LINE", lambda f: f.settings.on_call and f.settings.on_call == f.settings.line_number, "ON_CALL_NUMBER is the line's own number: it would call itself.", "Set it to a phone that somebody answers."),
    DoctorRule("NO_METRICS_TOKEN", lambda f: f.settings.production and not f.settings.metrics_token, "Nobody can read /metrics: METRICS_TOKEN is not set.", "Set it and give it to Prometheus."),
    DoctorRule("OPEN_TO_ALL", lambda f: f.settings.production and f.settings.host in ("0.0.0.0", "::") and not f.front.url.startswith("https://"), "The web process listens to the whole network without TLS in front.", "Set HOST=127.0.0.1 and put a proxy that ends TLS in front."),  # noqa: S104 - compared, not bound
    DoctorRule("PUBLIC_URL_PLAIN", lambda f: f.settings.production and f.front.url.startswith("http://"), "PUBLIC_URL is not https: what callers write can be read on the way.", "Put TLS in front, and set PUBLIC_URL to the https address."),
    DoctorRule("OLD_TOKENS", lambda f: f.settings.tokens > 2, "More than two auth tokens are believed.", "Leave the new one, and the old one while you rotate."),
    DoctorRule("KEYS_TOGETHER", lambda f: f.settings.production and not f.settings.sealed_apart, "The web process could open sealed numbers: PORCHLIGHT_SENDER_KEY and PORCHLIGHT_SEAL_TO are not set.", "See docs/sending.md, \"Numbers are sealed\"."),
    DoctorRule("SENDER_KEY_IN_WEB", lambda f: f.settings.sender_key_in_web, "PORCHLIGHT_SENDER_KEY is set beside PORCHLIGHT_SEAL_TO in one process's settings.", "Give the first to worker and ticker alone."),
    DoctorRule("RATE", lambda f: f.settings.rate > 100, "TWILIO_RATE is higher than any sender may send.", "1 for a long code, 3 toll-free, 100 for a short code."),
    # machine
    DoctorRule("SWAP", lambda f: f.machine.swap_plain, "Memory may be written to an unencrypted disk (swap).", "swapoff -a, or encrypt it."),
    DoctorRule("CORE_DUMPS", lambda f: f.machine.core_dumps, "A process that dies may leave its memory on the disk.", "LimitCORE=0 in the unit, ulimits core 0 in compose."),
    DoctorRule("CLOCK", lambda f: f.machine.clock_off is not None and abs(f.machine.clock_off) > 5, "This machine's clock is wrong by more than five seconds.", "Switch on its time service (timedatectl set-ntp true)."),
    DoctorRule("DISK", lambda f: f.machine.disk_free is not None and f.machine.disk_free < 0.1, "The disk that holds the record is nearly full.", "Make room: a full disk takes no STOP and no check-in."),
    DoctorRule("OPEN_FILES", lambda f: f.machine.open_files is not None and f.machine.open_files < 1024, "A process may open fewer than 1024 files: many callers at once would be refused.", "LimitNOFILE=65536 in the unit."),
    DoctorRule("PYTHON", lambda f: f.machine.python < (3, 11), "This Python is older than 3.11.", "Install a newer one."),
    # files
    DoctorRule("ENV_READABLE", lambda f: _loose(f.files.env_mode), "Others on this machine can read .env.", "chmod 600 .env"),
    DoctorRule("VAR_READABLE", lambda f: _loose(f.files.var_mode), "Others on this machine can read the record's folder.", "chmod 700 on PORCHLIGHT_VAR."),
    DoctorRule("SECRETS_READABLE", lambda f: _loose(f.files.secrets_mode), "Others on this machine can read secrets/.", "chmod -R go= secrets"),
    DoctorRule("NO_BACKUP", lambda f: f.settings.production and f.files.backup_days == float("inf"), "There is no backup.", "porchlight backup FOLDER, every day."),
    DoctorRule("OLD_BACKUP", lambda f: f.files.backup_days is not None and 2 < f.files.backup_days < float("inf"), "The newest backup is older than two days.", "Look at what should make one every day."),
    DoctorRule("BACKUP_READABLE", lambda f: _loose(f.files.backup_mode), "Others on this machine can read the backup.", "chmod 600 on it."),
    DoctorRule("PAST_REVIEW", lambda f: f.files.past_review, "Numbers in content/numbers.yaml were last called more than half a year ago.", "Call them and set `reviewed`."),
    # the front door
    DoctorRule("DNS", lambda f: f.front.trouble == "dns", "PUBLIC_URL's host has no address.", "Look at the DNS entry."),
    DoctorRule("REFUSED", lambda f: f.front.trouble == "refused", "Nobody answers at PUBLIC_URL.", "Start the proxy, open port 443."),
    DoctorRule("TIMEOUT", lambda f: f.front.trouble == "timeout", "PUBLIC_URL does not answer in time.", "Look at the firewall and at the web process."),
    DoctorRule("TLS", lambda f: f.front.trouble == "tls", "The certificate at PUBLIC_URL is not believed: the provider would not call it.", "Serve the whole chain of a public authority."),
    DoctorRule("EXPIRED", lambda f: f.front.trouble == "expired" or (f.front.certificate_days is not None and f.front.certificate_days <= 0), "The certificate at PUBLIC_URL has expired.", "Renew it now."),
    DoctorRule("EXPIRES", lambda f: f.front.certificate_days is not None and 0 < f.front.certificate_days < 10, "The certificate at PUBLIC_URL ends within ten days.", "Look at why it was not renewed."),
    DoctorRule("REDIRECT", lambda f: f.front.trouble == "redirect", "PUBLIC_URL sends requests elsewhere: a signed form does not survive that.", "Set PUBLIC_URL to the last address."),
    DoctorRule("SIGNATURE", lambda f: f.front.signed == 403, "A request that we signed ourselves is refused at PUBLIC_URL.", "PUBLIC_URL, the token or what the proxy rewrites differs: they must be as the provider sees them."),
    DoctorRule("NOT_OURS", lambda f: f.front.signed is not None and f.front.signed not in (200, 204, 403), "PUBLIC_URL does not lead to this line.", "Let the proxy pass /twilio/ on to it."),
    DoctorRule("UNSIGNED_TAKEN", lambda f: f.front.unsigned is not None and f.front.unsigned not in (403, 413), "An unsigned request is answered at PUBLIC_URL.", "Something in front answers in the line's place: take it away."),
    DoctorRule("HEALTH_OPEN", lambda f: f.settings.production and f.front.health_open, "Strangers can read /health/ready, which names staff files.", "Let the proxy pass on /twilio/ and /health/live only."),
    # Redis
    DoctorRule("REDIS_AWAY", lambda f: f.redis.answers is False, "Redis does not answer.", "Start it; look at REDIS_URL."),
    DoctorRule("REDIS_SAVES", lambda f: f.redis.answers and f.redis.saves, "Redis writes conversations to a disk.", "save \"\" in its configuration."),
    DoctorRule("REDIS_APPENDS", lambda f: f.redis.answers and f.redis.append_only, "Redis writes every conversation to a file.", "appendonly no"),
    DoctorRule("REDIS_EVICTS", lambda f: f.redis.answers and f.redis.policy != "noeviction", "Redis throws conversations away when it is full.", "maxmemory-policy noeviction"),
    DoctorRule("REDIS_NO_LIMIT", lambda f: f.redis.answers and not f.redis.own and f.redis.most == 0, "Redis has no limit of memory.", "maxmemory 256mb"),
    DoctorRule("REDIS_FULL", lambda f: f.redis.answers and f.redis.used > 0.9, "Redis is nearly full.", "Raise maxmemory."),
    DoctorRule("REDIS_OPEN", lambda f: f.redis.answers and not f.redis.own and not f.redis.password, "Redis takes anybody without a password.", "make secrets, or set a password in REDIS_URL."),
    DoctorRule("REDIS_ALL_POWERFUL", lambda f: f.settings.production and f.redis.answers and not f.redis.own and f.redis.dangerous, "This process may do everything in Redis.", "A user of its own for each process: porchlight keys valkey."),
    # record
    DoctorRule("DATABASE_AWAY", lambda f: f.record.answers is False, "The database does not answer.", "Start it; look at DATABASE_URL."),
    DoctorRule("NOT_MIGRATED", lambda f: f.record.answers and not f.record.migrated and not f.record.newer, "The tables are older than this program.", "python -m app.run.migrate"),
    DoctorRule("TABLES_NEWER", lambda f: f.record.answers and f.record.newer, "The tables are newer than this program.", "Install the version that made them."),
    DoctorRule("READ_ONLY", lambda f: f.record.answers and not f.record.writable, "The database takes nothing: a standby, or a full disk.", "Point DATABASE_URL at the primary (target_session_attrs=read-write), or make room."),
    DoctorRule("NOBODY_SWEEPS", lambda f: f.settings.production and f.record.answers and _older(f.record.sweep_age, 30), "Nobody looks for what is due.", "Start the ticker."),
    DoctorRule("REHEARSAL", lambda f: f.settings.safety_checks and _older(f.record.rehearsal_age, 510), "No pretend safety check has got through lately.", "deploy/runbooks/RehearsalMissing.md"),
    DoctorRule("BACKLOG", lambda f: f.record.oldest_due > 600, "Messages that are due have waited for ten minutes.", "deploy/runbooks/OutboxBacklog.md"),
    DoctorRule("COPIES", lambda f: f.record.copies_left, "Copies at the provider are not deleted.", "deploy/runbooks/CopiesNotDeleted.md"),
    DoctorRule("UNREACHED", lambda f: f.record.unreached, "Carriers filter or lose what is sent.", "deploy/runbooks/TextsDoNotArrive.md"),
    DoctorRule("ORPHAN_KEY", lambda f: f.record.orphan_key, "Opt-outs are named under a PORCHLIGHT_KEY that is not set: nobody's STOP is found.", "Put the old key behind the new one, separated by a comma."),
    # provider
    DoctorRule("ACCOUNT_AWAY", lambda f: f.account and f.account.trouble in ("away", "unknown"), "The provider does not answer for the account.", "Look at the network and TWILIO_ACCOUNT_SID."),
    DoctorRule("ACCOUNT_TOKEN", lambda f: f.account and f.account.trouble == "token", "The provider does not take the auth token.", "Set TWILIO_AUTH_TOKEN to the one in its console."),
    DoctorRule("ACCOUNT_STATUS", _account(lambda a, _f: a.status != "active"), "The provider's account is suspended or closed.", "Look at its console."),
    DoctorRule("TRIAL", _account(lambda a, f: f.settings.production and a.trial), "The account is a trial: strangers cannot be answered.", "Upgrade it."),
    DoctorRule("BALANCE", _account(lambda a, _f: a.balance is not None and a.balance < 10), "The account's balance is nearly used up.", "Fill it, and switch on automatic filling."),
    DoctorRule("NO_SUCH_NUMBER", _account(lambda a, _f: not a.number_found), "LINE_NUMBER is not a number of this account.", "Set it to one that is."),
    DoctorRule("SMS_WEBHOOK", _number(lambda a, f: a.sms_url != f"{f.front.url}/twilio/sms"), "Texts to the number are not sent to this line.", "A message comes in: PUBLIC_URL/twilio/sms"),
    DoctorRule("SMS_METHOD", _number(lambda a, _f: a.sms_method != "POST"), "Texts come by GET: numbers and words would stand in logs.", "HTTP POST"),
    DoctorRule("VOICE_WEBHOOK", _number(lambda a, f: a.voice_url != f"{f.front.url}/twilio/voice"), "Calls to the number are not sent to this line.", "A call comes in: PUBLIC_URL/twilio/voice"),
    DoctorRule("VOICE_METHOD", _number(lambda a, _f: a.voice_method != "POST"), "Calls come by GET: numbers would stand in logs.", "HTTP POST"),
    DoctorRule("NO_SMS_FALLBACK", _number(lambda a, _f: not a.sms_fallback), "Texters hear nothing when this machine is away.", "A fallback on another host: docs/deploy.md, 3.4"),
    DoctorRule("NO_VOICE_FALLBACK", _number(lambda a, _f: not a.voice_fallback), "Callers hear an error when this machine is away.", "A fallback on another host: docs/deploy.md, 3.4"),
    DoctorRule("FALLBACK_HERE", _number(lambda a, f: f.front.url and (_own(a.sms_fallback, f) or _own(a.voice_fallback, f))), "The fallback is on this very machine.", "Put it on another host."),
    DoctorRule("FALLBACK_AWAY", lambda f: f.fallbacks.away, "Nothing answers at a fallback address.", "Put the files of `porchlight bundle` there: docs/deploy.md, 3.4"),
    DoctorRule("FALLBACK_OLD", lambda f: any(mark and f.files.bundle and mark != f.files.bundle for mark in f.fallbacks.marks), "A fallback says something else than the texts that are live.", "porchlight bundle FOLDER, and put its files there."),
    DoctorRule("FALLBACK_BY_HAND", lambda f: any(not mark for mark in f.fallbacks.marks), "A fallback was made by hand: nobody knows whether it says what two people signed.", "porchlight bundle FOLDER, and put its files there."),
    DoctorRule("STATUS_CALLBACK", _number(lambda a, f: a.status_callback != f"{f.front.url}/twilio/status"), "The end of calls is not reported: copies of calls stay at the provider for hours.", "Call status changes: PUBLIC_URL/twilio/status"),
    DoctorRule("CANNOT_TEXT", _number(lambda a, _f: not a.can_text), "The number cannot send or take texts.", "Choose one that can."),
    DoctorRule("CANNOT_CALL", _number(lambda a, _f: not a.can_call), "The number takes no calls.", "Choose one that does."),
)  # fmt: skip
