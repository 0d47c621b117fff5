"""Who may approve emergency texts: two people, none of whom changed them since two approved them last."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.release.approvals import Approvals, Marks, packed, person, whole
from app.release.history.differences import changed_entries
from app.release.history.views import ApprovalState
from app.store.database import Transaction
from app.store.releases import approvals, blobs, drafts, records
from app.store.tables import ReleaseDraft, ReleaseDraftFile, ReleaseRow


def last_marks(session: Transaction) -> dict[str, str]:
    """The emergency texts two people approved last; empty where that has never been."""
    row = records.last_approved(session)
    return records.listed(session, row.emergency) if row else {}


def approvals_for(session: Transaction, barred: Iterable[str]) -> Approvals:
    """Every approval the record has, of which these people's do not count."""
    given = dict(approvals.given(session))
    return Approvals(given=given, barred=frozenset(barred), last=last_marks(session))


def editors_of(row: ReleaseRow) -> frozenset[str]:
    """Who changed the emergency texts of a release since two approved them."""
    return frozenset(str(name) for name in json.loads(row.editors or "[]"))


def draft_editors(session: Transaction, draft: ReleaseDraft, base: ReleaseRow, marks: Marks) -> frozenset[str]:
    """Who changed emergency texts in this draft, or in releases before it that nobody approved."""
    known = records.approved_with(session, whole(marks))
    if known is not None:
        return editors_of(known)
    edits = drafts.edits(session, [draft.id or 0])
    return editors_of(base) | edited_by(session, edits, changed_marks(last_marks(session), marks))


def changed_marks(before: Marks, now: Marks) -> tuple[str, ...]:
    """Names of what was changed, added or taken out."""
    return tuple(sorted(name for name in {*before, *now} if before.get(name) != now.get(name)))


def edited_by(session: Transaction, edits: Iterable[ReleaseDraftFile], changed: Iterable[str]) -> frozenset[str]:
    """Names, folded, of those whose edits touched what these marks stand for. Where it cannot be told, they did."""
    texts = {name for name in changed if not name.startswith("flow/")}
    flows = any(name.startswith("flow/") for name in changed)
    found: set[str] = set()
    for one in edits:
        if not one.by or one.before == one.sha:
            continue
        if one.path.startswith("flows/"):
            touched = flows
        else:
            language = one.path.split("/")[1]
            keys = {name.partition("/")[2] for name in texts if name.startswith(f"{language}/")}
            touched = bool(keys) and _touches(session, one, keys)
        if touched:
            found.add(person(one.by))
    return frozenset(found)


def _touches(session: Transaction, edit: ReleaseDraftFile, keys: set[str]) -> bool:
    held = blobs.get(session, filter(None, (edit.before, edit.sha)))
    changes = changed_entries(edit.path, held.get(edit.before), held.get(edit.sha))
    return any(change.entry in keys or not change.entry for change in changes)


def state_of(found: Approvals, marks: Marks, *, production: bool) -> ApprovalState:
    """What is still needed before these emergency texts may be live."""
    needed = not found.enough(marks) and (production or bool(found.last))
    return ApprovalState(
        needed=needed,
        changed=changed_marks(found.last, marks),
        people=found.people(marks),
        barred=tuple(sorted(found.barred)),
        mark=whole(marks),
    )


def as_json(names: Iterable[str]) -> str:
    """The names as a row keeps them."""
    return json.dumps(sorted(names))


def marks_blob(session: Transaction, marks: Marks) -> str:
    """The name under which these marks are kept; `whole(marks)`."""
    data = packed(marks)
    blobs.put(session, [data])
    return blobs.name_of(data)
