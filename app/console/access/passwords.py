"""A password with the code of an app, for those whose phones know no passkeys; and codes on paper for whoever lost it all."""

from __future__ import annotations

import base64
import hmac
from threading import Lock
from typing import TYPE_CHECKING

from app.base.errors import PorchlightError
from app.console.access.book import AccountBook, mark
from app.console.access.limits import SignInLimits
from app.console.staff import Staff
from app.release.approvals import person
from app.store.staff import accounts, passkeys

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST_LETTERS, MOST_LETTERS = 12, 256
CODES = 10
_STEP_SECONDS = 30


class PasswordError(PorchlightError):
    """The password is too easy to guess. Use 12 letters or more that do not hold your name: four words are good."""


class CodeError(PorchlightError):
    """The code does not fit. Look at the app again, and check the time on your phone."""


class SignInError(PorchlightError):
    """That did not fit. Check the name, the password and the code, or use a recovery code."""


class Passwords:
    """Passwords, apps and recovery codes of all accounts."""

    def __init__(self, book: AccountBook, limits: SignInLimits, hasher: PasswordHasher | None = None) -> None:
        self._book, self._limits, self._hasher = book, limits, hasher
        self._one_at_a_time = Lock()
        self._nobody = ""

    def new_secret(self) -> str:
        """What an app is to count with, before it is kept."""
        return base64.b32encode(self._book.random(20)).decode()

    def keep(self, staff: Staff, *, password: str, secret: str, code: str) -> None:
        """This person signs in with this password and this app. Raises PasswordError or CodeError."""
        if not LEAST_LETTERS <= len(password) <= MOST_LETTERS or len(set(password)) < 6:
            raise PasswordError
        if person(staff.name) in person(password):
            raise PasswordError
        step = self._step_of(secret, code)
        if step is None:
            raise CodeError
        hashed = self._hash(password)
        with self._book.writing() as session:
            row = accounts.one(session, staff.account)
            if row is None:
                raise SignInError
            row.password, row.totp, row.totp_step = hashed, secret, step
            session.add(row)
            self._book.note(session, staff.name, "password set")

    def take_out(self, staff: Staff) -> bool:
        """They sign in with passkeys alone; False where they have none."""
        with self._book.writing() as session:
            row = accounts.one(session, staff.account)
            if row is None or not passkeys.of(session, staff.account):
                return False
            row.password, row.totp = "", ""
            session.add(row)
            self._book.note(session, staff.name, "password taken out")
            return True

    def sign_in(self, name: str, password: str, code: str, *, address: str) -> int:
        """The account. Raises SignInError, the same and as late for a name that nobody has, or TooManyTriesError."""
        folded = person(name[:200])
        self._limits.check(name=folded, address=address)
        with self._book.reading() as session:
            row = accounts.by_person(session, folded)
        known = row if row is not None and row.active and row.password and row.totp else None
        fits = self._verify(known.password if known else self._dummy(), password[:MOST_LETTERS])
        step = self._step_of(known.totp if known else base64.b32encode(bytes(20)).decode(), code)
        if known is not None and known.id and fits and step is not None and self._use(known.id, step):
            self._limits.fitted(name=folded)
            return known.id
        self._limits.failed(name=folded, address=address)
        raise SignInError

    def prove(self, staff: Staff, code: str) -> str:
        """The name of the app whose code this person has just read. Raises CodeError or TooManyTriesError."""
        folded = person(staff.name)
        self._limits.check(name=folded)
        with self._book.reading() as session:
            row = accounts.one(session, staff.account)
        step = self._step_of(row.totp, code) if row is not None and row.totp else None
        if step is None or not self._use(staff.account, step):
            self._limits.failed(name=folded)
            raise CodeError
        return f"code of the app of {staff.name}"

    def new_codes(self, staff: Staff) -> tuple[str, ...]:
        """New recovery codes, to be shown once; older ones open nothing."""
        codes = tuple(_grouped(base64.b32encode(self._book.random(10)).decode().lower()) for _ in range(CODES))
        with self._book.writing() as session:
            accounts.keep_codes(session, staff.account, (_code_mark(staff.account, one) for one in codes))
            self._book.note(session, staff.name, "recovery codes made")
        return codes

    def recover(self, name: str, code: str, *, address: str) -> int:
        """The account whose recovery code this is, which is used up. Raises SignInError or TooManyTriesError."""
        folded = person(name[:200])
        self._limits.check(name=folded, address=address)
        with self._book.writing() as session:
            row = accounts.by_person(session, folded)
            account = row.id or 0 if row is not None and row.active else 0
            taken = accounts.take_code(session, account, _code_mark(account, code))
            if taken:
                self._book.note(session, row.name if row else "", "recovery code used")
        if not taken:
            self._limits.failed(name=folded, address=address)
            raise SignInError
        return account

    def _use(self, account: int, step: int) -> bool:
        with self._book.writing() as session:
            return accounts.take_step(session, account, step)

    def _step_of(self, secret: str, code: str) -> int | None:
        """The half minute whose code this is, of the one before, this and the next."""
        from pyotp import TOTP

        given = "".join(code.split())[:8]
        now = int(self._book.now().timestamp()) // _STEP_SECONDS
        try:
            app = TOTP(secret)
            fitting = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(app.generate_otp(step), given)]
        except (ValueError, TypeError):
            return None
        return fitting[0] if fitting else None

    def _hash(self, password: str) -> str:
        with self._one_at_a_time:  # each takes 64 MB
            return self._argon().hash(password)

    def _argon(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return self._hasher or PasswordHasher()

    def _dummy(self) -> str:
        if not self._nobody:
            self._nobody = self._hash(self._book.secret())
        return self._nobody

    def _verify(self, hashed: str, password: str) -> bool:
        from argon2.exceptions import Argon2Error, InvalidHashError

        with self._one_at_a_time:
            try:
                return self._argon().verify(hashed, password)
            except (Argon2Error, InvalidHashError):
                return False


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _code_mark(account: int, code: str) -> str:
    plain = "".join(letter for letter in code.lower()[:100] if letter.isalnum())
    return mark(f"recovery {account} {plain}")
