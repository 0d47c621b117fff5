"""What staff do with places; each act says what it did and can be undone."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.responses import Response

from app.console.flash import Undo
from app.console.not_done import NotDone
from app.console.page import go
from app.console.places.desk import desk_of
from app.console.places.one import FIELDS, kept_of, shown, values_of
from app.console.staff_request import StaffRequest
from app.places.site import Site

_TYPES = {field.name: field.type for field in msgspec.structs.fields(Site)}
_KEPT = (*FIELDS, "notes", "hours_raw", "approximate", "status", "verified_on", "verified_by")
_MOST_AT_ONCE = 200


def verify(asked: StaffRequest) -> Response:
    """Somebody called or went there today, and what the page says is right: callers hear of it."""
    kept, desk = kept_of(asked), desk_of(asked.services)
    take = asked.form.ticked("take")
    why = desk.verify(kept.site.id, by=asked.staff.name, now=asked.services.now(), take=take)
    if why:
        return shown(asked, wrong=(why,), status=422)
    return _done(asked, kept.site, "verified", (*kept.offered, *_STAND) if take else _STAND)


_STAND = ("status", "verified_on", "verified_by")


def verify_many(asked: StaffRequest) -> Response:
    """All that were ticked are live, checked today; what lacks something is named and left."""
    chosen = list(dict.fromkeys(asked.form.texts("id")))[:_MOST_AT_ONCE]
    if not chosen:
        return go(asked, "/staff/places/due", "none_ticked", well=False)
    done, refused, back = desk_of(asked.services).verify_many(chosen, by=asked.staff.name, now=asked.services.now())
    undo = Undo(f"/staff/places/back/{back}") if back else None
    if refused:
        first, why = refused[0]
        kept = desk_of(asked.services).one(first)
        name = kept.site.name if kept else first
        return go(
            asked,
            "/staff/places/due",
            "verified_some",
            well=False,
            undo=undo,
            n=done,
            left=len(refused),
            name=name,
            why=why,
        )
    return go(asked, "/staff/places/due", "verified_many", undo=undo, n=done)


def pause(asked: StaffRequest) -> Response:
    """Callers are not told of it any more, within seconds."""
    kept, gone = kept_of(asked), asked.form.ticked("gone")
    desk_of(asked.services).pause(kept.site.id, asked.services.now(), gone=gone)
    return _done(asked, kept.site, "gone" if gone else "paused", ("status",))


def edit(asked: StaffRequest) -> Response:
    """What was corrected is in the list, and no import changes it again; what is wrong is said, and nothing changed."""
    kept = kept_of(asked)
    now = values_of(kept.site)
    typed = {
        name: asked.form.text(name, most=400).strip() for name in FIELDS if any(f == name for f, _ in asked.form.fields)
    }
    if asked.form.texts("services"):
        typed["services"] = ",".join(asked.form.texts("services"))
    changes = {name: value for name, value in typed.items() if value != now[name].strip()}
    notes = {f"notes.{language}": said for language, said in kept.site.notes}
    changes |= {
        field: said
        for field, said in asked.form.fields
        if field.startswith("notes.") and said.strip() != notes.get(field, "")
    }
    if not changes:
        return go(asked, f"/staff/places/one/{kept.site.id}", "nothing_changed")
    wrong = desk_of(asked.services).edit(kept.site.id, changes, asked.services.now())
    if wrong:
        return shown(asked, typed=typed, wrong=tuple(wrong), status=422)
    return _done(
        asked,
        kept.site,
        "edited",
        (*(name.partition(".")[0] for name in changes), "hours_raw", "approximate"),
        stay=True,
    )


def _done(asked: StaffRequest, before: Site, said: str, fields: tuple[str, ...], *, stay: bool = False) -> Response:
    held = {name: getattr(before, name) for name in dict.fromkeys(fields) if name in _KEPT}
    undo = Undo(f"/staff/places/one/{before.id}/undo", {"before": msgspec.json.encode(held).decode()})
    return go(asked, _next(asked, before, stay=stay), said, undo=undo, name=before.name)


def _next(asked: StaffRequest, before: Site, *, stay: bool) -> str:
    """The next place to call where somebody is calling one after the other."""
    calling = asked.form.text("then", most=10) == "due"
    if not calling or stay:
        return f"/staff/places/one/{before.id}" + ("?then=due" if calling else "")
    left = [one for one in desk_of(asked.services).due(asked.services.now()) if one.id != before.id]
    return f"/staff/places/one/{left[0].id}?then=due" if left else "/staff/places/due"


def take_back(asked: StaffRequest) -> Response:
    """What was done to many places at once is taken back, but for those that were changed since."""
    desk, now = desk_of(asked.services), asked.services.now()
    offered = desk.way_back.offered(asked.part("act"), now)
    if offered is None:
        raise NotDone("no_way_back", status=409, to="/staff/places")
    back, gone = desk.way_back.take_back(offered.act, now)
    return go(asked, "/staff/places", "taken_back", n=back, m=gone, k=offered.stay)


def undo(asked: StaffRequest) -> Response:
    """The place is as it was before."""
    kept = kept_of(asked)
    try:
        held = msgspec.json.decode(asked.form.text("before"), type=dict[str, Any])
        values = {name: msgspec.convert(value, _TYPES[name]) for name, value in held.items() if name in _KEPT}
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise NotDone("form_not_whole") from None
    desk_of(asked.services).put_back(kept.site, values, asked.services.now())
    return go(asked, f"/staff/places/one/{kept.site.id}", "put_back", name=kept.site.name)
