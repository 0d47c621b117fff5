"""Somebody called a number: it is right, or it is another now. Both go into their draft with their name and a mark."""

from __future__ import annotations

from starlette.responses import Response

from app.console.drafts.undo import undo_of
from app.console.editing.own_bench import own_bench
from app.console.not_done import NotDone
from app.console.numbers.changes import CALL_AGAIN, NumberError, answered, as_dialed
from app.console.numbers.show import one_of, shown, today_of
from app.console.page import go
from app.console.staff_request import StaffRequest

NO_ONE = "this machine"
"""What whoever came by the link of the machine is called: nobody's signature."""


def right(asked: StaffRequest) -> Response:
    """It answered and is right: the day, when to call again, and who called."""
    one = one_of(asked)
    return _saved(asked, one.name, "called_right", one.called)


def another(asked: StaffRequest) -> Response:
    """The number is this other one, which was called."""
    one, typed = one_of(asked), asked.form.text("number", most=40)
    try:
        number = as_dialed(typed)
    except NumberError as refused:
        return shown(asked, wrong=refused.said, typed=typed, status=422)
    return _saved(asked, one.name, "called_another", one.called, number)


def _saved(asked: StaffRequest, name: str, said: str, called: str, number: str = "") -> Response:
    by = signer_of(asked)
    today, bench = today_of(asked), own_bench(asked)
    saved = bench.put(lambda files: answered(files, name, by=by, today=today, number=number), name=called)
    return go(
        asked, "/staff/numbers", said, undo=undo_of(bench.ready(), saved, f"/staff/numbers/{name}"),
        name=called, day=(today + CALL_AGAIN).isoformat(), number=number,
    )  # fmt: skip


def signer_of(asked: StaffRequest) -> str:
    """The name that is signed with. Raises NotDone for whoever has none of their own."""
    if asked.staff.name == NO_ONE:
        raise NotDone("sign_by_name", status=403, to="/staff/numbers")
    return asked.staff.name
