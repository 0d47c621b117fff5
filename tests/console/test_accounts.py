"""Accounts: who comes in, by what, for how long, and what nobody gets round."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyotp import TOTP
from sqlalchemy import text

from app.base.errors import PorchlightError
from app.console.access.all_of_it import Access
from app.console.access.kept_sign_ins import FRESH
from app.console.access.limits import MOST_PER_ADDRESS, MOST_PER_NAME, WINDOW, TooManyTriesError
from app.console.access.passkeys import PasskeyError
from app.console.access.passwords import CodeError, PasswordError, SignInError
from app.console.access.people import INVITE_LASTS, LastKeeperError, NameTakenError, NoNameError
from app.console.flash import Flash, Undo
from app.console.roles import Role
from app.console.sign_in import IDLE, LINK_LASTS, LONGEST
from app.store.database import Database
from app.store.tables import StaffTrail, metadata
from tests.console.conftest import MACHINE, SetClock, arrives

PASSWORD = "four words of any kind"


def enrolled(access: Access, time: SetClock, name: str, role: Role) -> tuple[int, TOTP]:
    """An account with a password and an app, and what the app says."""
    staff, secret = arrives(access, name, role), access.passwords.new_secret()
    app = TOTP(secret)
    access.passwords.keep(staff, password=PASSWORD, secret=secret, code=app.at(time.now))
    time.on(minutes=2)
    return staff.account, app


def test_a_link_opens_one_session_within_two_days(access: Access, time: SetClock) -> None:
    used = access.people.invite("Ana", Role.EDITOR, by=MACHINE)
    late = access.people.invite("Bo", Role.EDITOR, by=MACHINE)

    assert access.sign_ins.open(used)
    assert "" == access.sign_ins.open(used)
    assert "" == access.sign_ins.open("a guess")
    time.now += INVITE_LASTS
    time.on(seconds=1)
    assert "" == access.sign_ins.open(late)


def test_the_link_of_the_machine_lasts_half_an_hour_and_makes_the_one_before_void(
    access: Access, time: SetClock
) -> None:
    older, newer = access.sign_ins.new_link(), access.sign_ins.new_link()

    assert "" == access.sign_ins.open(older)
    staff = access.sign_ins.knows(access.sign_ins.open(newer))
    assert staff
    assert (Role.KEEPER, 0, "this machine") == (staff.role, staff.account, staff.name)
    last = access.sign_ins.new_link()
    time.now += LINK_LASTS
    time.on(seconds=1)
    assert "" == access.sign_ins.open(last)


def test_two_who_open_one_link_at_the_same_moment_get_one_session(access: Access) -> None:
    link, opened = access.people.invite("Ana", Role.EDITOR, by=MACHINE), []

    def press() -> None:
        opened.append(access.sign_ins.open(link))

    both = [threading.Thread(target=press) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert 1 == len([one for one in opened if one])


def test_nothing_of_a_secret_is_kept(access: Access, database: Database, time: SetClock) -> None:
    link = access.people.invite("Ana", Role.EDITOR, by=MACHINE)
    other = access.people.invite("Bo", Role.EDITOR, by=MACHINE)
    session = access.sign_ins.open(link)
    staff = access.sign_ins.knows(session)
    assert staff
    codes = access.passwords.new_codes(staff)
    secret = access.passwords.new_secret()
    access.passwords.keep(staff, password=PASSWORD, secret=secret, code=TOTP(secret).at(time.now))
    with database.reading() as reading:
        rows = [
            str(row)
            for table in metadata.sorted_tables
            if table.name.startswith("staff_")
            for row in reading.connection().execute(table.select())
        ]

    for one in (session, other, PASSWORD, *codes, *(code.replace("-", "") for code in codes)):
        assert not any(one in row for row in rows)


def test_a_session_ends_when_idle_after_twelve_hours_and_when_it_is_ended(access: Access, time: SetClock) -> None:
    arrives(access, "Ana", Role.EDITOR)
    idle, long, left = (access.sign_ins.begin(1 * _id(access, "Ana"), way="passkey") for _ in range(3))
    access.sign_ins.end(left)
    assert access.sign_ins.knows(left) is None
    began = time.now
    while access.sign_ins.knows(long):
        time.on(minutes=29)

    assert LONGEST - IDLE <= time.now - began <= LONGEST + IDLE
    assert access.sign_ins.knows(idle) is None
    assert access.sign_ins.knows("") is None


def _id(access: Access, name: str) -> int:
    return next(one.id for one in access.people.every() if one.name == name)


def test_a_role_that_is_taken_counts_at_the_next_press(access: Access) -> None:
    session = access.sign_ins.open(access.people.invite("Ana", Role.APPROVER, by=MACHINE))
    access.people.change_role(_id(access, "Ana"), Role.READER, by=MACHINE)

    staff = access.sign_ins.knows(session)
    assert staff
    assert Role.READER == staff.role
    access.people.take_out(staff.account, by=MACHINE)
    assert access.sign_ins.knows(session) is None
    assert "" == access.sign_ins.begin(staff.account, way="passkey")


def test_who_was_taken_out_comes_in_by_no_link_made_before(access: Access) -> None:
    arrives(access, "Ana", Role.EDITOR)
    link = access.people.link(_id(access, "Ana"), by=MACHINE)
    access.people.take_out(_id(access, "Ana"), by=MACHINE)
    access.people.take_back(_id(access, "Ana"), by=MACHINE)

    assert "" == access.sign_ins.open(link)


def test_others_are_ended_and_this_one_stays(access: Access) -> None:
    staff = arrives(access, "Ana", Role.EDITOR)
    others = [access.sign_ins.begin(staff.account, way="passkey", browser="Firefox") for _ in range(2)]
    stranger = access.sign_ins.open(access.people.invite("Bo", Role.EDITOR, by=MACHINE))

    assert 3 == len(access.sign_ins.of(staff.account))
    assert 2 == access.sign_ins.end_others(staff)
    assert [None, None] == [access.sign_ins.knows(one) for one in others]
    bo = access.sign_ins.knows(stranger)
    assert bo
    assert not access.sign_ins.end_one(staff, bo.session)
    assert access.sign_ins.knows(stranger)


@pytest.mark.parametrize("name", ["ana", " ANA  ", "Àna"])
def test_two_people_never_go_by_one_name(access: Access, name: str) -> None:
    access.people.invite("Ana", Role.EDITOR, by=MACHINE)
    with pytest.raises(NameTakenError):
        access.people.invite(name, Role.EDITOR, by=MACHINE)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "A\u202eB", "\u0301"])
def test_a_name_that_says_nothing_is_refused(access: Access, name: str) -> None:
    with pytest.raises(NoNameError):
        access.people.invite(name, Role.EDITOR, by=MACHINE)


def test_the_last_keeper_who_can_sign_in_stays_one(access: Access, time: SetClock) -> None:
    ana, _ = enrolled(access, time, "Ana", Role.KEEPER)
    arrives(access, "Bo", Role.KEEPER)

    with pytest.raises(LastKeeperError):
        access.people.take_out(ana, by=MACHINE)
    with pytest.raises(LastKeeperError):
        _demote(access, ana)
    enrolled(access, time, "Cy", Role.KEEPER)
    _demote(access, ana)
    with pytest.raises(LastKeeperError):
        _demote(access, _id(access, "Cy"))


def _demote(access: Access, account: int) -> None:
    access.people.change_role(account, Role.EDITOR, by=MACHINE)


def test_two_keepers_who_take_each_other_out_at_once_leave_one(access: Access, time: SetClock) -> None:
    both = [enrolled(access, time, name, Role.KEEPER)[0] for name in ("Ana", "Bo")]
    begin = threading.Barrier(2)

    def press(account: int) -> None:
        begin.wait()
        try:
            access.people.take_out(account, by=MACHINE)
        except PorchlightError:
            return

    threads = [threading.Thread(target=press, args=(one,)) for one in both]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert 1 == access.people.keepers()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.integers(0, 2), st.sampled_from([*Role, None])), max_size=12))
def test_whatever_keepers_do_one_who_can_sign_in_is_left(
    access: Access, time: SetClock, acts: list[tuple[int, Role]]
) -> None:
    names = ("Ana", "Bo", "Cy")
    there = {one.name: one.id for one in access.people.every()}
    people = [there.get(name) or enrolled(access, time, name, Role.KEEPER)[0] for name in names]
    for account in people:
        access.people.take_back(account, by=MACHINE)
        access.people.change_role(account, Role.KEEPER, by=MACHINE)
    for who, role in acts:
        try:
            if role is None:
                access.people.take_out(people[who], by=MACHINE)
            else:
                access.people.change_role(people[who], role, by=MACHINE)
        except LastKeeperError:
            pass

    assert access.people.keepers() >= 1


def test_a_password_with_its_code_signs_in_and_each_code_once(access: Access, time: SetClock) -> None:
    account, app = enrolled(access, time, "Ana", Role.EDITOR)
    code = app.at(time.now)

    assert account == access.passwords.sign_in("ana", PASSWORD, code, address="a")
    with pytest.raises(SignInError):
        access.passwords.sign_in("Ana", PASSWORD, code, address="a")
    time.on(seconds=30)
    with pytest.raises(SignInError):
        access.passwords.sign_in("Ana", PASSWORD, app.at(time.now - timedelta(seconds=30)), address="a")
    assert account == access.passwords.sign_in("Ana", PASSWORD, app.at(time.now), address="a")


def test_a_code_used_by_two_at_once_signs_in_one(access: Access, time: SetClock) -> None:
    _, app = enrolled(access, time, "Ana", Role.EDITOR)
    code, opened = app.at(time.now), []

    def press() -> None:
        try:
            opened.append(access.passwords.sign_in("Ana", PASSWORD, code, address="a"))
        except SignInError:
            return

    threads = [threading.Thread(target=press) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert 1 == len(opened)


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("Ana", "wrong words altogether", None),
        ("Ana", PASSWORD, "000000"),
        ("Nobody", PASSWORD, None),
        ("", "", ""),
        ("Ana", "x" * 5000, "9" * 5000),
    ],
)
def test_what_does_not_fit_is_refused_in_the_same_words(
    access: Access, time: SetClock, name: str, password: str, code: str | None
) -> None:
    _, app = enrolled(access, time, "Ana", Role.EDITOR)
    with pytest.raises(SignInError) as refused:
        access.passwords.sign_in(name, password, app.at(time.now) if code is None else code, address="a")

    assert str(SignInError()) == str(refused.value)


def test_a_name_nobody_has_is_checked_as_long_as_one_somebody_has(access: Access, time: SetClock) -> None:
    enrolled(access, time, "Ana", Role.EDITOR)
    checked: list[str] = []
    verify = access.passwords._verify
    access.passwords._verify = lambda hashed, password: checked.append(hashed) or verify(hashed, password)  # type: ignore[method-assign,func-returns-value]
    for name in ("Ana", "Nobody"):
        with pytest.raises(SignInError):
            access.passwords.sign_in(name, "wrong", "000000", address="a")

    assert 2 == len(checked)
    assert checked[0].split("$")[:4] == checked[1].split("$")[:4]


@pytest.mark.parametrize("name", ["Ana", "Nobody"])
def test_after_many_tries_even_the_right_password_waits_a_quarter_of_an_hour(
    access: Access, time: SetClock, name: str
) -> None:
    _, app = enrolled(access, time, "Ana", Role.EDITOR)
    for at in range(MOST_PER_NAME):
        with pytest.raises(SignInError):
            access.passwords.sign_in(name, "wrong", "000000", address=f"a{at}")
    with pytest.raises(TooManyTriesError):
        access.passwords.sign_in(name, PASSWORD, app.at(time.now), address="elsewhere")
    time.now += WINDOW
    time.on(seconds=1)

    if name == "Ana":
        assert access.passwords.sign_in(name, PASSWORD, app.at(time.now), address="elsewhere")


def test_one_address_that_tries_many_names_is_stopped(access: Access) -> None:
    for at in range(MOST_PER_ADDRESS):
        access.limits.failed(name=f"n{at}", address="a")
    with pytest.raises(TooManyTriesError):
        access.passwords.sign_in("new", "x", "1", address="a")
    access.limits.check(name="new", address="b")


def test_a_recovery_code_signs_in_once_and_new_ones_make_old_ones_void(access: Access) -> None:
    staff = arrives(access, "Ana", Role.EDITOR)
    old = access.passwords.new_codes(staff)
    codes = access.passwords.new_codes(staff)

    assert staff.account == access.passwords.recover("Ana", codes[0].upper().replace("-", " "), address="a")
    for code in (codes[0], old[1], "", "-"):
        with pytest.raises(SignInError):
            access.passwords.recover("Ana", code, address="b")
    with pytest.raises(SignInError):
        access.passwords.recover("Nobody", codes[1], address="c")
    assert 9 == access.people.one(staff.account).codes


@pytest.mark.parametrize("password", ["short", "a" * 40, "for Ana alone, please", "aaaabbbbcccc"])
def test_a_password_that_is_easily_guessed_is_refused(access: Access, time: SetClock, password: str) -> None:
    staff, secret = arrives(access, "Ana", Role.EDITOR), access.passwords.new_secret()
    with pytest.raises(PasswordError):
        access.passwords.keep(staff, password=password, secret=secret, code=TOTP(secret).at(time.now))


def test_an_app_that_does_not_count_yet_is_not_kept(access: Access) -> None:
    staff = arrives(access, "Ana", Role.EDITOR)
    for secret in (access.passwords.new_secret(), "not base 32!", ""):
        with pytest.raises(CodeError):
            access.passwords.keep(staff, password=PASSWORD, secret=secret, code="000000")


def test_the_code_of_an_app_proves_who_presses_and_each_once(access: Access, time: SetClock) -> None:
    account, app = enrolled(access, time, "Ana", Role.APPROVER)
    staff = access.sign_ins.knows(access.sign_ins.begin(account, way="password"))
    assert staff

    assert "code of the app of Ana" == access.passwords.prove(staff, app.at(time.now))
    with pytest.raises(CodeError):
        access.passwords.prove(staff, app.at(time.now))


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"id":"x","response":{"clientDataJSON":"e30"}}',
        "{" * 9000,
        '{"id":1,"response":{"clientDataJSON":2}}',
    ],
)
def test_what_is_no_passkey_is_refused(access: Access, sent: str) -> None:
    with pytest.raises(PasskeyError):
        access.passkeys.sign_in(sent)


def test_staff_count_as_lately_signed_in_for_a_quarter_of_an_hour(access: Access, time: SetClock) -> None:
    session = access.sign_ins.open(access.people.invite("Ana", Role.KEEPER, by=MACHINE))
    first = access.sign_ins.knows(session)
    time.now += FRESH
    time.on(seconds=1)
    later = access.sign_ins.knows(session)

    assert first
    assert first.fresh
    assert later
    assert not later.fresh


def test_a_flash_is_said_once_and_kept_with_its_way_back(access: Access) -> None:
    staff = arrives(access, "Ana", Role.EDITOR)
    flash = Flash("saved", "home", {"n": "1"}, Undo("/staff/x", {"a": "b"}))
    access.sign_ins.say(staff.session, flash)

    assert flash == access.sign_ins.said(staff.session)
    assert access.sign_ins.said(staff.session) is None


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE staff_trail SET about = 'another' WHERE id = (SELECT min(id) + 1 FROM staff_trail)",
        "DELETE FROM staff_trail WHERE id = (SELECT min(id) + 1 FROM staff_trail)",
        "UPDATE staff_trail SET who = 'another' WHERE id = (SELECT max(id) FROM staff_trail)",
    ],
)
def test_a_line_of_the_log_that_was_changed_or_taken_out_is_found(
    access: Access, database: Database, damage: str
) -> None:
    for name in ("Ana", "Bo", "Cy"):
        access.people.invite(name, Role.EDITOR, by=MACHINE)
    whole = access.log.broken()
    with database.writing() as session:
        session.connection().execute(text(damage))

    assert whole is None
    assert access.log.broken()
    assert StaffTrail.__tablename__ == "staff_trail"


def test_the_log_says_who_did_what(access: Access) -> None:
    arrives(access, "Ana", Role.EDITOR)
    access.people.change_role(_id(access, "Ana"), Role.APPROVER, by=MACHINE)

    assert [("this machine", "role changed", "Ana: editor to approver"), ("Ana", "signed in", "by a link")] == [
        (one.who, one.act, one.about) for one in access.log.newest(2)
    ]
