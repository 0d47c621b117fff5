"""The overdose steps are what two people signed; one person alone, or a lost file, changes nothing. No way out."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.approvals import Approvals, Marks
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, Severity, shown
from app.release.signing import approved, changed, newest
from app.release.staff_files import LOCK

_RUN = "porchlight emergency sign NAME"
_APPROVE = "Two people who did not change them read them and approve, in the console or by: porchlight release approve"


@rule("EMERGENCY_LOCK", "FILE")
def emergency_text_is_what_two_people_signed(case: Case) -> Iterator[Problem]:
    """Emergency texts and steps are those two people signed; a line for real callers answers from nothing else."""
    if case.approvals is not None:
        yield from _by_record(case, case.approvals)
        return
    lock = case.sources.emergency_lock
    signed = approved(lock)
    if signed is None:
        severity: Severity = "error" if case.launch or case.production else "warning"
        yield Problem(LOCK, 0, 0, "EMERGENCY_LOCK", _nobody(newest(lock).people), severity)
        return
    now = case.emergency_marks
    last = newest(lock)
    half = f" {', '.join(last.people)} signed it so; one more person is needed." if last.marks == now else ""
    gone = _languages_gone(case, signed.marks)
    yield from _gone(gone)
    for name in changed(signed.marks, now):
        if name.partition("/")[0] in gone:
            continue
        message = (
            f"'{shown(name)}' is not as two people signed it.{half} Put it back, or two people read it and run: {_RUN}"
        )
        yield _at(case, name, message)


def _by_record(case: Case, approvals: Approvals) -> Iterator[Problem]:
    """The same where the record of releases keeps the approvals: the lock file says nothing there."""
    now = case.emergency_marks
    if approvals.enough(now):
        return
    people = ", ".join(approvals.people(now))
    half = f" {people} approved it so; one more person is needed." if people else ""
    if not approvals.last:
        severity: Severity = "error" if case.launch or case.production else "warning"
        message = f"Two people have not approved the emergency texts yet.{half} {_APPROVE}"
        yield Problem(
            f"flows/{case.release.emergency.split('.')[0] or 'main'}.yaml", 0, 0, "EMERGENCY_LOCK", message, severity
        )
        return
    gone = _languages_gone(case, approvals.last)
    yield from _gone(gone)
    for name in changed(approvals.last, now):
        if name.partition("/")[0] in gone:
            continue
        message = f"'{shown(name)}' is not as two people approved it.{half} Put it back, or: {_APPROVE}"
        yield _at(case, name, message)


def _languages_gone(case: Case, signed: Marks) -> frozenset[str]:
    """Languages whose emergency texts were signed, and of which nothing is left: one cause, and not one for each text."""
    return frozenset(name.partition("/")[0] for name in signed) - {"flow", *case.sources.languages}


def _gone(languages: frozenset[str]) -> Iterator[Problem]:
    for language in sorted(languages):
        message = f"Two people signed the emergency texts of '{language}', and content/{language}/ is gone or has another name. "
        yield Problem(f"content/{language}", 0, 0, "FILE", message + "Put the folder back.")


def _nobody(people: tuple[str, ...]) -> str:
    if people:
        return f"Only {', '.join(people)} has signed the emergency texts. Another person reads them and runs: {_RUN}"
    return f"Nobody has signed the emergency texts. Two people read them and run: {_RUN}"


def _at(case: Case, name: str, message: str) -> Problem:
    """The problem at the text or step that was changed, or at the lock where that is gone."""
    language, _, key = name.partition("/")
    if language == "flow" and key in case.sources.flows:
        return case.sources.flows[key].document.problem((), "EMERGENCY_LOCK", message)
    entry = case.sources.entries.get(language, {}).get(key)
    if entry is not None:
        return entry.problem("text", "EMERGENCY_LOCK", message)
    node = case.sources.nodes.get(key)
    return node.problem((), "EMERGENCY_LOCK", message) if node else Problem(LOCK, 1, 1, "EMERGENCY_LOCK", message)
