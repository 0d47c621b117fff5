"""Measuring what phrases hear, before and after a change: one at a time, beside everything else the console does."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock, Thread

import msgspec

from app.base import log
from app.console.hearing.ears import Ears, link_models, phrase_files
from app.release.hearing import HeardCount, read_held_back, worse
from app.release.hearing_measure import Hearing, LanguageHearing, measure
from app.release.history import sha_of
from app.release.problems import Problem

_log = log.get("console.hearing")
_MOST_KEPT = 6


class LanguageCompared(msgspec.Struct, frozen=True):
    """One language before and after."""

    before: LanguageHearing
    after: LanguageHearing

    @property
    def newly_unheard(self) -> tuple[str, ...]:
        """Cries and crises that were heard, and are not any more."""
        was = {*self.before.unheard, *self.before.uncared}
        return tuple(line for line in (*self.after.unheard, *self.after.uncared) if line not in was)

    @property
    def newly_heard(self) -> tuple[str, ...]:
        """Cries and crises that were not heard, and are now."""
        now = {*self.after.unheard, *self.after.uncared}
        return tuple(line for line in (*self.before.unheard, *self.before.uncared) if line not in now)

    @property
    def new_alarms(self) -> tuple[str, ...]:
        """Everyday messages that bring the steps, and did not."""
        return tuple(line for line in self.after.alarms if line not in self.before.alarms)


class HearingJob(msgspec.Struct):
    """One measurement: under way, failed, or with what came of it."""

    id: str
    began: datetime
    stage: str = "before"
    """`before`, `after`, `done` or `failed`: also a word of the page."""
    languages: tuple[LanguageCompared, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What would keep the new phrases from going live."""
    learnt: bool = True

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.stage in ("done", "failed")


class Measurer:
    """Measurements of this process; a second one waits for the first."""

    def __init__(self, ears: Ears, now: Callable[[], datetime]) -> None:
        self._ears, self._now = ears, now
        self._jobs: dict[str, HearingJob] = {}
        self._lock, self._turn = Lock(), Lock()

    def found(self, job_id: str) -> HearingJob | None:
        """The measurement of this name."""
        return self._jobs.get(job_id)

    def start(self, live: Mapping[str, bytes], draft: Mapping[str, bytes]) -> HearingJob:
        """The measurement of these two, begun now unless it was before."""
        job_id = id_of(live, draft)
        with self._lock:
            held = self._jobs.get(job_id)
            if held is not None and held.stage != "failed":
                return held
            job = self._jobs[job_id] = HearingJob(job_id, self._now())
            while len(self._jobs) > _MOST_KEPT:
                del self._jobs[next(iter(self._jobs))]
        Thread(target=self._run, args=(job, dict(live), dict(draft)), daemon=True).start()
        return job

    def _run(self, job: HearingJob, live: Mapping[str, bytes], draft: Mapping[str, bytes]) -> None:
        try:
            with self._turn:
                before = self._measured(live)
                job.stage = "after"
                after = self._measured(draft)
            job.languages, job.problems = _compared(before, after), self._worse(before, after, draft)
            job.learnt = before.learnt and after.learnt
            job.stage = "done"
        except Exception as error:
            _log.error("hearing.not_measured", exc_info=error)
            job.stage = "failed"

    def _measured(self, files: Mapping[str, bytes]) -> Hearing:
        """Measured with nothing known of phrases before, so that a change for the worse is not put back unseen."""
        with tempfile.TemporaryDirectory(prefix="porchlight-measure-") as folder, self._ears.folder(files) as content:
            cache = Path(folder)
            link_models(self._ears.cache, cache)
            found = measure(content, cache)
            link_models(cache, self._ears.cache)
            return found

    def _worse(self, before: Hearing, after: Hearing, draft: Mapping[str, bytes]) -> tuple[Problem, ...]:
        with self._ears.folder(draft) as content:
            measures = read_held_back(content)
        held = [problem for problem in after.problems if problem.code.startswith("HEARS_")]
        return (*held, *worse(_counts(after), _counts(before), measures))


def id_of(live: Mapping[str, bytes], draft: Mapping[str, bytes]) -> str:
    """The name of a measurement: what is measured."""
    both = msgspec.msgpack.encode([sorted(phrase_files(one).items()) for one in (live, draft)])
    return sha_of(both)[:16]


def _counts(hearing: Hearing) -> dict[str, HeardCount]:
    return {one.language: one.count for one in hearing.languages}


def _compared(before: Hearing, after: Hearing) -> tuple[LanguageCompared, ...]:
    was = {one.language: one for one in before.languages}
    return tuple(LanguageCompared(was.get(one.language, one), one) for one in after.languages)
