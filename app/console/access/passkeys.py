"""Passkeys: made, signed in with, and used once more where somebody has to be sure who presses."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import msgspec

from app.base.errors import PorchlightError
from app.console.access.book import AccountBook, mark
from app.console.staff import Staff
from app.store.staff import accounts, passkeys
from app.store.tables import StaffChallenge, StaffPasskey

CHALLENGE_LASTS = timedelta(minutes=5)
MOST_PASSKEYS = 10
_REGISTER, _SIGN_IN = "register", "sign in"


class PasskeyError(PorchlightError):
    """The passkey was not accepted. Try again, or use another."""


class PasskeyView(msgspec.Struct, frozen=True):
    """One passkey as its owner sees it."""

    id: int
    label: str
    made_at: object
    used_at: object


class Passkeys:
    """All passkeys; only ones that ask for a finger, a face or a PIN are taken."""

    def __init__(self, book: AccountBook) -> None:
        self._book = book

    def of(self, account: int) -> tuple[PasskeyView, ...]:
        """An account's passkeys."""
        with self._book.reading() as session:
            rows = passkeys.of(session, account)
        return tuple(PasskeyView(row.id or 0, row.label, row.made_at, row.used_at) for row in rows)

    def to_make(self, staff: Staff) -> str:
        """What the browser is asked to make a passkey from, as JSON."""
        from webauthn import generate_registration_options, options_to_json
        from webauthn.helpers.structs import (
            AuthenticatorSelectionCriteria,
            PublicKeyCredentialDescriptor,
            ResidentKeyRequirement,
            UserVerificationRequirement,
        )

        with self._book.reading() as session:
            account = accounts.one(session, staff.account)
            if account is None:
                raise PasskeyError
            held = [
                PublicKeyCredentialDescriptor(id=_bytes(row.credential)) for row in passkeys.of(session, staff.account)
            ]
        chosen = AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        )
        return options_to_json(
            generate_registration_options(
                rp_id=self._book.host, rp_name="Porchlight", user_name=account.name, user_id=_bytes(account.handle),
                challenge=self._challenge(staff.session, _REGISTER), authenticator_selection=chosen,
                exclude_credentials=held,
            )
        )  # fmt: skip

    def make(self, staff: Staff, credential: str, label: str) -> None:
        """The passkey is this person's. Raises PasskeyError."""
        from webauthn import verify_registration_response

        challenge = self._answered(credential, staff.session, _REGISTER)
        try:
            made = verify_registration_response(
                credential=credential, expected_challenge=challenge, expected_rp_id=self._book.host,
                expected_origin=self._book.origin, require_user_verification=True,
            )  # fmt: skip
        except Exception:  # the library raises many kinds for one fact: it does not fit
            raise PasskeyError from None
        label = " ".join(label.split())[:60] or "passkey"
        with self._book.writing() as session:
            name = _text(made.credential_id)
            there = passkeys.by_credential(session, name)
            if there is not None or len(passkeys.of(session, staff.account)) >= MOST_PASSKEYS:
                raise PasskeyError
            session.add(
                StaffPasskey(
                    account=staff.account, credential=name, public_key=made.credential_public_key,
                    sign_count=made.sign_count, label=label, made_at=self._book.now(),
                )
            )  # fmt: skip
            self._book.note(session, staff.name, "passkey added", label)

    def take_out(self, staff: Staff, passkey: int) -> bool:
        """The passkey signs in nobody any more; False where it is the last way in, or not theirs."""
        with self._book.writing() as session:
            rows, account = passkeys.of(session, staff.account), accounts.one(session, staff.account)
            row = next((one for one in rows if one.id == passkey), None)
            if row is None or account is None or (len(rows) == 1 and not account.totp):
                return False
            session.delete(row)
            self._book.note(session, staff.name, "passkey taken out", row.label)
            return True

    def to_sign_in(self) -> str:
        """What the browser is asked to sign, as JSON; names no account, so nobody learns which there are."""
        return self._to_sign("", _SIGN_IN, [])

    def sign_in(self, credential: str) -> int:
        """The account that signed. Raises PasskeyError."""
        return self._signed(credential, "", _SIGN_IN).account

    def to_prove(self, staff: Staff, about: str) -> str:
        """What the browser is asked to sign by a passkey of this person, as JSON."""
        with self._book.reading() as session:
            held = [row.credential for row in passkeys.of(session, staff.account)]
        return self._to_sign(staff.session, f"prove {about}"[:200], held)

    def prove(self, staff: Staff, credential: str, about: str) -> str:
        """The name of the passkey this person has just signed with, for this and nothing else. Raises PasskeyError."""
        row = self._signed(credential, staff.session, f"prove {about}"[:200])
        if row.account != staff.account:
            raise PasskeyError
        return f"passkey {row.id} ({row.label})"

    def _to_sign(self, holder: str, purpose: str, held: list[str]) -> str:
        from webauthn import generate_authentication_options, options_to_json
        from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

        return options_to_json(
            generate_authentication_options(
                rp_id=self._book.host, challenge=self._challenge(holder, purpose),
                allow_credentials=[PublicKeyCredentialDescriptor(id=_bytes(one)) for one in held],
                user_verification=UserVerificationRequirement.REQUIRED,
            )
        )  # fmt: skip

    def _signed(self, credential: str, holder: str, purpose: str) -> StaffPasskey:
        from webauthn import verify_authentication_response

        challenge = self._answered(credential, holder, purpose)
        with self._book.writing() as session:
            row = passkeys.by_credential(session, _credential_id(credential))
            account = accounts.one(session, row.account) if row else None
            if row is None or account is None or not account.active:
                raise PasskeyError
            try:
                verified = verify_authentication_response(
                    credential=credential, expected_challenge=challenge, expected_rp_id=self._book.host,
                    expected_origin=self._book.origin, credential_public_key=row.public_key,
                    credential_current_sign_count=row.sign_count, require_user_verification=True,
                )  # fmt: skip
            except Exception:  # as in `make`
                raise PasskeyError from None
            row.sign_count, row.used_at = verified.new_sign_count, self._book.now()
            session.add(row)
            return row

    def _challenge(self, holder: str, purpose: str) -> bytes:
        made, now = self._book.random(32), self._book.now()
        row = StaffChallenge(hash=mark(made), session=holder, purpose=purpose, until=now + CHALLENGE_LASTS)
        with self._book.writing() as session:
            passkeys.challenge(session, row, now=now)
        return made

    def _answered(self, credential: str, holder: str, purpose: str) -> bytes:
        """The challenge that was signed, which is used up whether or not the rest fits."""
        try:
            client = json.loads(_bytes(json.loads(credential)["response"]["clientDataJSON"]))
            challenge = _bytes(client["challenge"])
        except (ValueError, KeyError, TypeError):
            raise PasskeyError from None
        with self._book.writing() as session:
            fits = passkeys.answered(session, mark(challenge), holder=holder, purpose=purpose, now=self._book.now())
        if not fits:
            raise PasskeyError
        return challenge


def _credential_id(credential: str) -> str:
    try:
        return _text(_bytes(json.loads(credential)["id"]))
    except (ValueError, KeyError, TypeError):
        raise PasskeyError from None


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
