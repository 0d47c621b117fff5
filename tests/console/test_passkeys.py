"""Passkeys: signed once, by whom they belong to, for what was asked and nothing else."""

from __future__ import annotations

import pytest

from app.console.access.all_of_it import Access
from app.console.access.passkeys import CHALLENGE_LASTS, PasskeyError
from app.console.roles import Role
from app.console.staff import Staff
from tests.console.conftest import MACHINE, SetClock, arrives
from tests.console.soft_key import SoftKey


def owner(access: Access, name: str = "Ana", key: SoftKey | None = None) -> tuple[Staff, SoftKey]:
    staff, made = arrives(access, name, Role.APPROVER), key or SoftKey(name.encode())
    access.passkeys.make(staff, made.makes(access.passkeys.to_make(staff)), "my phone")
    return staff, made


def test_a_passkey_signs_in_its_owner_and_a_signature_only_once(access: Access) -> None:
    staff, key = owner(access)
    signed = key.signs(access.passkeys.to_sign_in())

    assert staff.account == access.passkeys.sign_in(signed)
    with pytest.raises(PasskeyError):
        access.passkeys.sign_in(signed)


def test_a_signature_for_one_thing_proves_no_other(access: Access) -> None:
    staff, key = owner(access)
    fits = key.signs(access.passkeys.to_prove(staff, "emergency abc"))
    other = key.signs(access.passkeys.to_prove(staff, "emergency abd"))
    sign_in = key.signs(access.passkeys.to_sign_in())
    proof = key.signs(access.passkeys.to_prove(staff, "emergency abc"))

    assert access.passkeys.prove(staff, fits, "emergency abc").endswith("(my phone)")
    for refused in (fits, other, sign_in):
        with pytest.raises(PasskeyError):
            access.passkeys.prove(staff, refused, "emergency abc")
    with pytest.raises(PasskeyError):
        access.passkeys.sign_in(proof)


def test_nobody_proves_anything_with_the_passkey_or_in_the_session_of_another(access: Access) -> None:
    ana, _ = owner(access)
    bo, theirs = owner(access, "Bo")
    with pytest.raises(PasskeyError):
        access.passkeys.prove(ana, theirs.signs(access.passkeys.to_prove(ana, "x")), "x")
    with pytest.raises(PasskeyError):
        access.passkeys.prove(ana, theirs.signs(access.passkeys.to_prove(bo, "x")), "x")


def test_what_was_asked_five_minutes_ago_is_signed_in_vain(access: Access, time: SetClock) -> None:
    _, key = owner(access)
    signed = key.signs(access.passkeys.to_sign_in())
    time.now += CHALLENGE_LASTS
    time.on(seconds=1)
    with pytest.raises(PasskeyError):
        access.passkeys.sign_in(signed)


@pytest.mark.parametrize("wrong", [{"origin": "https://porchlight.example"}, {"host": "porchlight.example"}])
def test_what_was_signed_on_another_page_signs_nobody_in(access: Access, wrong: dict[str, str]) -> None:
    _, key = owner(access)
    with pytest.raises(PasskeyError):
        access.passkeys.sign_in(key.signs(access.passkeys.to_sign_in(), **wrong))


def test_a_passkey_that_asked_for_no_finger_face_or_pin_is_not_taken(access: Access) -> None:
    with pytest.raises(PasskeyError):
        owner(access, key=SoftKey(verified=False))


def test_a_copied_passkey_that_counts_behind_is_refused(access: Access) -> None:
    _, key = owner(access)
    for _ in range(3):
        access.passkeys.sign_in(key.signs(access.passkeys.to_sign_in()))
    key.count = 0
    with pytest.raises(PasskeyError):
        access.passkeys.sign_in(key.signs(access.passkeys.to_sign_in()))


def test_whoever_was_taken_out_is_not_let_in_by_their_passkey(access: Access) -> None:
    staff, key = owner(access)
    access.people.take_out(staff.account, by=MACHINE)
    with pytest.raises(PasskeyError):
        access.passkeys.sign_in(key.signs(access.passkeys.to_sign_in()))


def test_one_passkey_belongs_to_one_person(access: Access) -> None:
    _, key = owner(access)
    with pytest.raises(PasskeyError):
        owner(access, "Bo", key)


def test_the_last_way_in_is_not_taken_out(access: Access) -> None:
    staff, _ = owner(access)
    first = access.passkeys.of(staff.account)[0].id
    stays = access.passkeys.take_out(staff, first)
    second = SoftKey(b"another")
    access.passkeys.make(staff, second.makes(access.passkeys.to_make(staff)), "a key")

    assert not stays
    assert access.passkeys.take_out(staff, first)
    assert staff.account == access.passkeys.sign_in(second.signs(access.passkeys.to_sign_in()))
