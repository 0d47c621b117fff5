"""Somebody read the source again, or signs a fact as it stands; both go into their draft."""

from __future__ import annotations

from starlette.responses import Response

from app.console.claims.show import mark_of
from app.console.drafts.undo import undo_of
from app.console.editing.own_bench import own_bench
from app.console.editing.values import replaced
from app.console.not_done import NotDone
from app.console.numbers.called import signer_of
from app.console.page import go
from app.console.staff_request import StaffRequest
from app.release.claim_schema import ROLES
from app.release.claims.signatures import signed_file, unsigned
from app.release.read_sources import read_sources
from app.release.sources import Sources
from app.release.staff_files import SIGNATURES, Files, flows_and_texts


def checked(asked: StaffRequest) -> Response:
    """The source says the same today: its day and this person's name."""
    name, by, today = asked.part("id"), signer_of(asked), asked.services.now().date().isoformat()
    bench = own_bench(asked)

    def make(files: Files) -> Files:
        path = _same(asked, read_sources(flows_and_texts(files))[0], name).claims[name].document.path
        data = replaced(files[path], path, (name, "checked"), today)
        return {path: replaced(data, path, (name, "by"), by)}

    saved = bench.put(make, name=name)
    return go(asked, f"/staff/facts/{name}", "checked", undo=undo_of(bench.ready(), saved, f"/staff/facts/{name}"))


def sign(asked: StaffRequest) -> Response:
    """The fact and the texts that say it are signed as they stand, in one role."""
    name, by, role = asked.part("id"), signer_of(asked), asked.form.text("role", most=20)
    bench, today = own_bench(asked), asked.services.now().date()

    def make(files: Files) -> Files:
        sources = _same(asked, read_sources(flows_and_texts(files))[0], name)
        needs = unsigned(sources).get(name, ())
        if role not in ROLES or not (role in needs or "any" in needs):
            raise NotDone("role_not_needed", status=422, to=f"/staff/facts/{name}")
        return {SIGNATURES: signed_file(sources, [name], role=role, name=by, today=today).encode()}

    saved = bench.put(make, name=name)
    return go(
        asked,
        f"/staff/facts?role={role}",
        "signed",
        undo=undo_of(bench.ready(), saved, f"/staff/facts/{name}"),
        id=name,
    )


def _same(asked: StaffRequest, sources: Sources, name: str) -> Sources:
    """The files, where they hold what this person has read. Raises NotDone where they do not."""
    if name not in sources.claims or mark_of(sources, name) != asked.form.text("mark", most=40):
        raise NotDone(
            "fact_changed", status=409, to=f"/staff/facts/{name}" if name in sources.claims else "/staff/facts"
        )
    return sources
