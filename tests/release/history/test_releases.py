"""Drafts, publishing, approvals and ways back, over a record on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest

from app.release.history import sha_of
from app.release.history.past_rows import (
    ChangedMeanwhileError,
    MayNotApproveError,
    NameMissingError,
    NoSuchDraftError,
    NoSuchReleaseError,
)
from app.release.history.publishing import Releases
from app.release.history.staff_set import FilePathError
from app.release.staff_files import Files
from app.store.database import Database
from app.store.tables import ReleaseTrail
from tests.release.history.conftest import MakeReleases

EN = "content/en/main.yaml"
STEPS = "There is nothing near you."


@pytest.fixture
def releases(make_releases: MakeReleases, staff_files: Files) -> Releases:
    """A record with one release."""
    made = make_releases()

    assert made.begin(staff_files, by="Ana").release is not None
    return made


def edit(releases: Releases, draft: int, old: str, new: str, *, by: str, path: str = EN) -> None:
    """One edit of one file of a draft."""
    data = releases.file(path, draft=draft) or b""

    assert old.encode() in data
    releases.put(draft, path, data.replace(old.encode(), new.encode()), by=by, seen=sha_of(data))


def test_a_draft_changes_nothing_until_it_is_published(releases: Releases) -> None:
    draft = releases.open_draft("Ana", name="Near")
    edit(releases, draft.id, STEPS, "There is none near you.", by="Ana")
    before = releases.file(EN)
    done = releases.publish(draft.id, by="Ana", note="Shorter")

    assert STEPS.encode() in (before or b"")
    assert done.release is not None
    assert done.release.live
    assert b"There is none near you." in (releases.file(EN) or b"")
    assert (2, 1, "Ana", "Shorter") == (
        done.release.number,
        done.release.parent,
        done.release.made_by,
        done.release.note,
    )


def test_a_release_says_what_it_changed_as_entries(releases: Releases) -> None:
    draft = releases.open_draft("Ana")
    edit(releases, draft.id, STEPS, "There is none near you.", by="Ana")
    (changed,) = releases.diff(draft=draft.id)
    releases.publish(draft.id, by="Ana")

    assert (EN, "changed", ("main.none",)) == (changed.path, changed.kind, tuple(one.entry for one in changed.entries))
    assert "There is none near you." in str(changed.entries[0].after)
    assert (changed,) == releases.diff()


def test_what_the_check_holds_back_is_not_published(releases: Releases) -> None:
    draft = releases.open_draft("Ana")
    edit(releases, draft.id, "go: find}", "go: fnd}", by="Ana", path="flows/main.yaml")
    done = releases.publish(draft.id, by="Ana")

    assert done.release is None
    assert ["GO_MISSING"] == [one.code for one in done.problems if one.weight == "hold"]
    assert not releases.check(draft.id).sound
    assert 1 == len(releases.releases())


def test_a_way_back_is_a_release_of_its_own(releases: Releases) -> None:
    first = releases.files()
    draft = releases.open_draft("Ana")
    edit(releases, draft.id, STEPS, "There is none near you.", by="Ana")
    releases.publish(draft.id, by="Ana")
    back = releases.rollback(1, by="Bo", note="It was better")

    assert back.release is not None
    assert first == releases.files()
    assert [3, 2, 1] == [one.number for one in releases.releases()]
    assert ["main.none"] == [entry.entry for file in back.changes for entry in file.entries]


def test_two_drafts_of_different_entries_are_both_live(releases: Releases) -> None:
    ana, bo = releases.open_draft("Ana"), releases.open_draft("Bo")
    edit(releases, ana.id, STEPS, "There is none near you.", by="Ana")
    edit(releases, bo.id, "What do you want to know?", "What would you like to know?", by="Bo")
    edit(releases, bo.id, "¿Qué quiere saber?", "¿Qué desea saber?", by="Bo", path="content/es/main.yaml")
    releases.publish(ana.id, by="Ana")
    behind = releases.draft(bo.id).behind
    done = releases.publish(bo.id, by="Bo")
    data = (releases.file(EN) or b"").decode()

    assert behind
    assert () == done.conflicts
    assert done.release is not None
    assert "There is none near you." in data
    assert "What would you like to know?" in data


def test_the_same_entry_is_shown_and_not_merged(releases: Releases) -> None:
    ana, bo = releases.open_draft("Ana"), releases.open_draft("Bo")
    edit(releases, ana.id, STEPS, "There is none near you.", by="Ana")
    edit(releases, bo.id, STEPS, "There are none near you.", by="Bo")
    releases.publish(ana.id, by="Ana")
    refused = releases.publish(bo.id, by="Bo")
    (one,) = refused.conflicts
    merged, info = releases.bring_up_to_date(bo.id, by="Bo", choices={(EN, "main.none"): "mine"})
    done = releases.publish(bo.id, by="Bo")

    assert refused.release is None
    assert (EN, "main.none") == (one.path, one.entry)
    assert "none near" in str(one.live)
    assert "are none" in str(one.mine)
    assert () == merged.conflicts
    assert (2, False) == (info.base, info.behind)
    assert done.release is not None
    assert b"There are none near you." in (releases.file(EN) or b"")


def test_who_saves_over_another_save_is_told(releases: Releases) -> None:
    draft = releases.open_draft("Ana")
    seen = releases.file(EN) or b""
    releases.put(draft.id, EN, seen + b"# a\n", by="Ana", seen=sha_of(seen))

    with pytest.raises(ChangedMeanwhileError):
        releases.put(draft.id, EN, seen + b"# b\n", by="Ana", seen=sha_of(seen))


def test_a_save_can_be_undone(releases: Releases) -> None:
    draft = releases.open_draft("Ana")
    seen = releases.file(EN) or b""
    releases.put(draft.id, EN, seen + b"# a\n", by="Ana")
    undone = releases.undo(draft.id, EN, by="Ana")

    assert undone
    assert seen == releases.file(EN, draft=draft.id)
    assert () == releases.draft(draft.id).changed


@pytest.mark.parametrize(
    "path",
    ["../etc/passwd", "flows/../../x.yaml", "/etc/x.yaml", "flows/.x.yaml", "content/emergency.lock", "app/x.py", ""],
)
def test_nothing_but_staff_files_is_saved(releases: Releases, path: str) -> None:
    draft = releases.open_draft("Ana")

    with pytest.raises(FilePathError):
        releases.put(draft.id, path, b"x", by="Ana")


def test_a_closed_draft_and_an_unknown_release_say_so(releases: Releases) -> None:
    draft = releases.open_draft("Ana")
    releases.drop(draft.id, by="Ana")

    with pytest.raises(NoSuchDraftError):
        releases.publish(draft.id, by="Ana")
    with pytest.raises(NoSuchReleaseError):
        releases.rollback(99, by="Ana")
    with pytest.raises(NameMissingError):
        releases.open_draft("  ")


# Approvals


STEP, OTHER = "Stay with them.", "Stay beside them."


def changed_steps(releases: Releases, *, by: str) -> int:
    """A draft in which this person changed an overdose step in both languages."""
    draft = releases.open_draft(by)
    edit(releases, draft.id, STEP, OTHER, by=by)
    return draft.id


def approved_line(make_releases: MakeReleases, staff_files: Files) -> Releases:
    """A record for real callers whose first release two people approved."""
    demo, real = make_releases(), make_releases(production=True)
    assert real.begin(staff_files, by="Ana").release is None  # nobody signed

    assert demo.begin(staff_files, by="Ana").release is not None
    draft = real.open_draft("Ana")
    for name in ("Bo", "Cy"):
        real.approve(draft.id, by=name)
    assert real.publish(draft.id, by="Ana").release is not None
    return real


def test_emergency_texts_need_two_people_who_did_not_change_them(
    make_releases: MakeReleases, staff_files: Files
) -> None:
    releases = approved_line(make_releases, staff_files)
    draft = changed_steps(releases, by="Ana")
    nobody = releases.publish(draft, by="Ana")
    with pytest.raises(MayNotApproveError):
        releases.approve(draft, by=" aná ")
    state = releases.approve(draft, by="Bo", credential="key 1")
    releases.approve(draft, by=" BO ")
    one = releases.publish(draft, by="Ana")
    releases.approve(draft, by="Cy", mark=state.mark)
    two = releases.publish(draft, by="Ana")

    assert (None, None) == (nobody.release, one.release)
    assert nobody.approvals.needed
    assert ("Bo",) == one.approvals.people
    assert two.release is not None
    assert two.release.approved


def test_an_approval_is_of_these_texts_and_no_others(make_releases: MakeReleases, staff_files: Files) -> None:
    releases = approved_line(make_releases, staff_files)
    draft = changed_steps(releases, by="Ana")
    mark = releases.approve(draft, by="Bo").mark
    edit(releases, draft, OTHER, "Stay by them.", by="Ana")

    assert () == releases.approvals(draft).people
    with pytest.raises(ChangedMeanwhileError):
        releases.approve(draft, by="Cy", mark=mark)


def test_two_who_wrote_the_same_words_do_not_approve_each_other(
    make_releases: MakeReleases, staff_files: Files
) -> None:
    releases = approved_line(make_releases, staff_files)
    ana, bo = changed_steps(releases, by="Ana"), changed_steps(releases, by="Bo")
    releases.approve(ana, by="Bo")
    releases.approve(bo, by="Ana")

    assert (None, None) == (releases.publish(ana, by="Ana").release, releases.publish(bo, by="Bo").release)


def test_any_approved_release_can_be_brought_back_by_one_person(
    make_releases: MakeReleases, staff_files: Files
) -> None:
    releases = approved_line(make_releases, staff_files)
    draft = changed_steps(releases, by="Ana")
    for name in ("Bo", "Cy"):
        releases.approve(draft, by=name)
    releases.publish(draft, by="Ana")
    back = releases.rollback(2, by="Bo")

    assert back.release is not None
    assert back.release.approved
    assert STEP.encode() in (releases.file(EN) or b"")


def test_a_release_that_nobody_approved_is_not_brought_back_for_real_callers(
    make_releases: MakeReleases, staff_files: Files
) -> None:
    make_releases().begin(staff_files, by="Ana")
    done = make_releases(production=True).rollback(1, by="Ana")

    assert done.release is None
    assert done.approvals.needed


# The trail


def test_every_act_is_in_the_trail_and_a_changed_line_is_found(releases: Releases, database: Database) -> None:
    draft = releases.open_draft("Ana")
    edit(releases, draft.id, STEPS, "There is none near you.", by="Ana")
    releases.publish(draft.id, by="Ana", note="Shorter")
    releases.rollback(1, by="Bo")
    acts = [line.act for line in releases.trail()]
    whole = releases.broken_trail()
    with database.writing() as session:
        row = session.get(ReleaseTrail, releases.trail()[1].id)
        assert row is not None
        row.who = "Cy"
        session.add(row)

    assert ["rolled back", "published", "draft opened", "began"] == acts
    assert whole is None
    assert releases.trail()[1].id == releases.broken_trail()
