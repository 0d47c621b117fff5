"""The page of the phone, and what is done on it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from starlette.responses import Response

from app.base.clock import now
from app.console.editing.workbench import bench_of
from app.console.not_done import NotDone
from app.console.page import fragment, go, moment, page
from app.console.phone.lines import LINES
from app.console.phone.trial import Channel, PhoneTrial
from app.console.staff_request import StaffRequest

MOST_LETTERS = 1600
_MOST_PHONES = 60
_PHONES: OrderedDict[str, PhoneTrial] = OrderedDict()
_LOCK = Lock()
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")


def show(asked: StaffRequest) -> Response:
    """The phone as it is; asked for a draft or a page, a new conversation there."""
    node, draft = asked.query("at"), asked.query("draft")
    trial = _PHONES.get(asked.staff.session)
    if trial is None or node or draft:
        number = int(draft) if draft.isdecimal() and len(draft) < 9 else None
        if asked.has_script and not LINES.any_made and not asked.query("now"):
            return moment(asked)
        trial = _new(asked, "text", number, node=node)
    return page(asked, "phone.html", trial=trial, keys=KEYS, drafts=asked.services.releases.drafts())


def piece(asked: StaffRequest) -> Response:
    """A phone beside another page: a new conversation, at a page or from the beginning."""
    draft = asked.query("draft")
    channel: Channel = "call" if asked.query("channel") == "call" else "text"
    number = int(draft) if draft.isdecimal() and len(draft) < 9 else None
    return fragment(asked, "piece.html", trial=_new(asked, channel, number, node=asked.query("at")), keys=KEYS)


def begin(asked: StaffRequest) -> Response:
    """A new conversation: by text or call, with a draft or with what is live."""
    draft = asked.form.text("draft", most=12)
    _new(
        asked,
        "call" if asked.form.text("channel", most=8) == "call" else "text",
        int(draft) if draft.isdecimal() else None,
    )
    return go(asked, "/staff/phone")


def say(asked: StaffRequest) -> Response:
    """What was written, said or pressed is answered."""
    trial = _PHONES.get(asked.staff.session)
    if trial is None:
        raise NotDone("phone_gone", status=409, to="/staff/phone")
    key = asked.form.text("key", most=8)
    with _LOCK:
        if key == "silence":
            trial.hear("silence", "", now())
        elif key:
            trial.hear("key", key, now())
        else:
            trial.hear("words", asked.form.text("words", most=MOST_LETTERS).strip(), now())
    if asked.query("piece"):
        return fragment(asked, "talk.html", trial=trial, keys=KEYS)
    return go(asked, "/staff/phone#end")


def _new(asked: StaffRequest, channel: Channel, draft: int | None, *, node: str = "") -> PhoneTrial:
    bench = bench_of(asked)
    files = asked.services.releases.files(draft=draft)
    library = LINES.of(bench.reading(files), files, bench.cache)
    if library is None:
        raise NotDone("phone_unread", status=409, to=f"/staff/drafts/{draft}" if draft else "/staff")
    trial = PhoneTrial(library, channel, draft=draft, now=now())
    if node:
        trial.at(node, asked.language if asked.language in library.release.languages else library.default, now())
    with _LOCK:
        _PHONES[asked.staff.session] = trial
        _PHONES.move_to_end(asked.staff.session)
        while len(_PHONES) > _MOST_PHONES:
            _PHONES.popitem(last=False)
    return trial
