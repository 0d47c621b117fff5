"""The page on which a message is tried and added."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from app.console.drafts.undo import undo_of
from app.console.editing.own_bench import own_bench
from app.console.editing.readings import READINGS
from app.console.hearing.ears import ears_of, phrase_files
from app.console.hearing.examples import LONGEST, ExampleError, cleaned, topics_of, with_example
from app.console.hearing.heard import MessageHeard, heard
from app.console.page import go, page
from app.console.roles import Role
from app.console.staff_request import StaffRequest
from app.engine.compiled_release import CompiledRelease
from app.release.compiled import compiled
from app.release.history.views import DraftInfo
from app.release.problems import Problem
from app.release.staff_files import Files
from app.understanding import INTENTS
from app.understanding.understander import Understander

_ABOUT_PHRASES = ("PHRASE_CLASH", "HEARS_SMALL_TALK", "HELD_BACK_TAUGHT", "PHRASE_RESERVED")


class TriedForm(msgspec.Struct, frozen=True):
    """What was typed."""

    message: str = ""
    language: str = ""
    target: str = ""


def first(asked: StaffRequest) -> Response:
    """Nothing tried yet."""
    return _page(asked, TriedForm(language=asked.language))


def tried(asked: StaffRequest) -> Response:
    """How this message is read."""
    typed = _typed(asked)
    if not typed.message:
        return _page(asked, typed, wrong="example_empty", status=422)
    return _page(asked, typed)


def add(asked: StaffRequest) -> Response:
    """The message is one more example in this person's draft; nothing goes to callers yet."""
    typed = _typed(asked)
    bench = own_bench(asked)
    try:
        message = cleaned(typed.message)
        if not _is_target(bench.files(), typed):
            raise ExampleError("example_no_list")
        saved = bench.put(lambda files: with_example(files, typed.language, typed.target, message), name=message[:60])
    except ExampleError as refused:
        return _page(asked, typed, wrong=refused.said, status=422)
    return go(
        asked, "/staff/hearing", "added", undo=undo_of(bench.ready(), saved, "/staff/hearing"),
        message=message, what=_named(asked, typed.target),
    )  # fmt: skip


def _is_target(files: Files, typed: TriedForm) -> bool:
    kind, _, name = typed.target.partition(":")
    return name in INTENTS if kind == "intent" else kind == "topic" and name in topics_of(files, typed.language)


def _typed(asked: StaffRequest) -> TriedForm:
    form = asked.form
    message = " ".join(form.text("message", most=2000).split())
    language = form.text("language", most=5)
    return TriedForm(
        message, language if language in _languages(asked) else asked.language, form.text("target", most=80)
    )


def _named(asked: StaffRequest, target: str) -> str:
    kind, _, name = target.partition(":")
    return asked.words[f"intent_{name}"] if kind == "intent" else name.replace("_", " ")


def _page(asked: StaffRequest, typed: TriedForm, *, wrong: str = "", status: int = 200) -> Response:
    draft, files = _own_draft(asked)
    ears, live = ears_of(asked.services), _live(asked)
    sound = bool(typed.message)
    now = _heard(asked, ears.live(), live, typed) if sound else None
    changed = draft is not None and phrase_files(files) != phrase_files(_live_files(asked))
    there = None
    if sound and draft is not None and draft.changed:
        drafted = READINGS.of(files, _blanks(asked)).library or live
        there = _heard(asked, ears.of(files) if changed else ears.live(), drafted, typed)
    suggested = typed.target or (f"intent:{now.meaning.intent}" if now and now.certainty != "sure_guess" else "")
    return page(
        asked, "hearing.html", status=status, typed=typed, wrong=wrong, now=now, there=there, changed=changed, draft=draft,
        learnt=ears.learnt, languages_heard=_languages(asked), intents=INTENTS, suggested=suggested, most=LONGEST,
        topics=topics_of(files or _live_files(asked), typed.language) if asked.staff.may(Role.EDITOR) else (),
        problems=_problems(asked, files) if changed else (),
    )  # fmt: skip


def _heard(
    asked: StaffRequest, understander: Understander, release: CompiledRelease | None, typed: TriedForm
) -> MessageHeard:
    able = compiled(release.release, understander=understander) if release else None
    return heard(understander, able, typed.message, language=typed.language, now=asked.services.now())


def _problems(asked: StaffRequest, files: Files) -> tuple[Problem, ...]:
    """What the check says of the examples themselves."""
    found = ears_of(asked.services).phrases(files).problems
    return tuple(one for one in found if one.code in _ABOUT_PHRASES)[:20]


def _own_draft(asked: StaffRequest) -> tuple[DraftInfo | None, Files]:
    if asked.services.settings is None:
        return None, {}
    bench = own_bench(asked)
    draft = bench.draft()
    return draft, asked.services.releases.files(draft=draft.id) if draft else {}


def _live(asked: StaffRequest) -> CompiledRelease | None:
    """What callers are answered from."""
    held = asked.services.text.refresh().release
    return READINGS.of(_live_files(asked), _blanks(asked)).library or held if asked.services.settings else held


def _live_files(asked: StaffRequest) -> Files:
    return asked.services.releases.files() if asked.services.settings is not None else {}


def _languages(asked: StaffRequest) -> tuple[str, ...]:
    release = asked.services.text.refresh().release
    return tuple(release.release.languages) if release else (asked.language,)


def _blanks(asked: StaffRequest) -> dict[str, str]:
    return dict(asked.services.settings.blanks) if asked.services.settings else {}
