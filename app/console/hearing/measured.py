"""What the examples of a draft do to what is heard, measured; the page says how far it is, with a script or without."""

from __future__ import annotations

from threading import Lock
from weakref import WeakKeyDictionary

from starlette.responses import Response

from app.console.editing.own_bench import own_bench
from app.console.hearing.ears import ears_of, phrase_files
from app.console.hearing.measuring import HearingJob, Measurer, id_of
from app.console.not_done import NotDone
from app.console.page import fragment, go, page
from app.console.services import Services
from app.console.staff_request import StaffRequest
from app.release.history.views import DraftInfo
from app.release.staff_files import Files

_MEASURERS: WeakKeyDictionary[Services, Measurer] = WeakKeyDictionary()
_ONE = Lock()


def measurer_of(services: Services) -> Measurer:
    """The one measurer of this console."""
    with _ONE:
        found = _MEASURERS.get(services)
        if found is None:
            found = _MEASURERS[services] = Measurer(ears_of(services), services.now)
        return found


def measured(asked: StaffRequest) -> Response:
    """What came of it, or how far it is, or what would be measured."""
    draft, job = _job(asked)
    return page(asked, "measured.html", draft=draft, job=job, seconds=_seconds(asked, job))


def progress(asked: StaffRequest) -> Response:
    """The same as a piece of the page, for the script that looks again."""
    draft, job = _job(asked)
    return fragment(asked, "result.html", draft=draft, job=job, seconds=_seconds(asked, job))


def begin(asked: StaffRequest) -> Response:
    """The draft's examples are being measured from now on."""
    draft, live, files = _both(asked)
    if draft is None or phrase_files(files) == phrase_files(live):
        raise NotDone("nothing_to_measure", status=409, to="/staff/hearing")
    measurer_of(asked.services).start(live, files)
    return go(asked, "/staff/hearing/measured")


def _job(asked: StaffRequest) -> tuple[DraftInfo | None, HearingJob | None]:
    draft, live, files = _both(asked)
    if draft is None or phrase_files(files) == phrase_files(live):
        return None, None
    return draft, measurer_of(asked.services).found(id_of(live, files))


def _seconds(asked: StaffRequest, job: HearingJob | None) -> int:
    return max(0, round((asked.services.now() - job.began).total_seconds())) if job else 0


def _both(asked: StaffRequest) -> tuple[DraftInfo | None, Files, Files]:
    """(this person's draft, the live files, the files of the draft)."""
    releases, draft = asked.services.releases, own_bench(asked).draft()
    return draft, releases.files(), releases.files(draft=draft.id) if draft else {}
