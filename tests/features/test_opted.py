"""What one process knows of its callers, and what becomes of it when the record is away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.engine.plain_answer import PlainAnswer
from app.features.contacts.effects import InviteContact
from app.features.context import UseCaseContext
from app.features.feature import Pseudonym
from app.line.opt_ins import OptIns
from app.line.waiting_forgets import WaitingForgets
from app.privacy.phone import Phone
from tests.features.people import KIM, LEE, SAM


def phone_of(town: Any, number: str) -> Phone:
    return Phone(number, town.context.names)


def person(town: Any, number: str) -> Pseudonym:
    phone = phone_of(town, number)
    return Pseudonym(phone.caller_key, phone.opt_out_key)


def no_record() -> UseCaseContext:
    raise OSError("the record is away")


def test_without_a_record_no_safety_check_is_offered_and_the_staffed_lines_are_named(town: Any) -> None:
    town.line.opt_ins = OptIns(no_record, checkins=True, safety_checks=True)

    assert "800-972-0590" in town.text(SAM, "check")


def test_a_line_without_safety_checks_asks_nobody_whether_one_could_be_kept(make_town: Any) -> None:
    town = make_town(safety_checks=False)
    known = town.opt_ins.load_record(phone_of(town, SAM), "hi", None, town.clock())

    assert (False, "") == (known.safety_checks, known.refused)


def test_an_agreement_that_ran_out_is_known_before_it_is_asked_for_again(town: Any) -> None:
    town.agree()
    before = town.opt_ins.load_record(phone_of(town, SAM), "hi", None, town.clock())
    after = town.opt_ins.load_record(phone_of(town, SAM), "hi", None, town.clock() + timedelta(days=90))

    assert [("", 1), ("expired", 0)] == [(known.contact, known.contacts) for known in (before, after)]


def test_nobody_is_invited_where_no_number_came_along(town: Any) -> None:
    done = town.opt_ins.carry_out(
        [InviteContact(PlainAnswer("contact", "number"), "Sam", "words")],
        phone_of(town, SAM),
        None,
        language="en",
        now=town.clock(),
        until=9e9,
    )

    assert not done


def test_who_asked_to_be_forgotten_is_remembered_until_it_is_done(town: Any) -> None:
    town.agree()
    away = OptIns(no_record, checkins=True, safety_checks=True)
    people = [person(town, number) for number in (SAM, KIM, LEE)]

    assert [False] * 3 == [away.forget(one, town.clock()) for one in people]
    with pytest.raises(OSError, match="away"):
        away.refresh(town.clock())
    assert set(people) == set(away.forgets)
    away._make = lambda: town.context
    away.refresh(town.clock())
    assert [] == list(away.forgets)
    assert town.opt_ins.load_record(phone_of(town, SAM), "hi", None, town.clock()).contacts == 0


def test_a_forget_that_a_killed_process_left_is_done_by_the_next(town: Any, tmp_path: Path) -> None:
    town.agree()
    killed = OptIns(no_record, checkins=True, safety_checks=True, forgets=WaitingForgets(tmp_path / "forgets"))
    told = killed.forget(person(town, SAM), town.clock())
    kept = killed.forgets.kept(person(town, SAM))
    following = OptIns(
        lambda: town.context, checkins=True, safety_checks=True, forgets=WaitingForgets(tmp_path / "forgets")
    )
    following.refresh(town.clock())

    assert (False, True) == (told, kept)
    assert 0 == town.opt_ins.load_record(phone_of(town, SAM), "hi", None, town.clock()).contacts
    assert [] == list((tmp_path / "forgets").iterdir())


def test_what_is_said_of_a_forget_is_true_wherever_it_is_kept(town: Any, tmp_path: Path) -> None:
    answers = []
    for folder in (tmp_path / "forgets", tmp_path / "no" / "folder", None):
        if folder is not None and folder.name == "folder":
            folder.parent.write_text("")  # a file where a folder should be: nothing can be kept there
        town.line.opt_ins = OptIns(no_record, checkins=True, safety_checks=True, forgets=WaitingForgets(folder))
        answers.append(town.text(SAM, "forget me"))

    assert "We keep trying" in answers[0]
    assert all("We keep trying" not in one and "not save" in one for one in answers[1:])


def test_no_number_and_nothing_of_who_was_forgotten_stays_on_the_disk(town: Any, tmp_path: Path) -> None:
    town.agree()
    opt_ins = OptIns(
        lambda: town.context, checkins=True, safety_checks=True, forgets=WaitingForgets(tmp_path / "forgets")
    )

    assert opt_ins.forget(person(town, SAM), town.clock())
    assert [] == list((tmp_path / "forgets").iterdir())
