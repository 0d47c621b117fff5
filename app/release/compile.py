"""Sources -> Release: names in full, words in plain form, blanks collected, each list of choices fingerprinted."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

from app.engine.release import Choice, Flow, Node, Programme, Release, Speech, Text, Voice
from app.engine.staffed import StaffedHours
from app.language.schedule_words import schedule_words
from app.language.short_answers import plain, told
from app.release.drugs import knowledge_of
from app.release.language_menu import with_every_language
from app.release.programme import conditions, resolved, words_of
from app.release.schema import DAYS, EntryFile, LanguageFile, NumberFile, ScheduleFile, minute_of
from app.release.sources import DEFAULT_LANGUAGE, EntrySource, FlowSource, NodeSource, Sources, full_name

SETTINGS = ("line_name", "line_number", "peer_number")
"""Blanks that come from the programme's settings."""
ENTRY_FLOW = "main"


def compile_release(sources: Sources, settings: Mapping[str, str], *, release: str) -> Release:
    """The release these sources make; references that lead nowhere stay as they are, for the checks to find."""
    compiled = Release(
        id=release,
        languages=sources.languages,
        flows={name: _flow(flow) for name, flow in sources.flows.items()},
        nodes={name: _node(node, text_me=_text_me(sources, node)) for name, node in sources.nodes.items()},
        texts={language: _texts(sources, language, entries) for language, entries in sources.entries.items()},
        words={
            language: {command: _plain_words(words) for command, words in found.words.items()}
            for language, found in sources.words.items()
        },
        speech={language: _speech(language, found.file) for language, found in sources.speech.items()},
        blanks=blanks_of(sources, settings),
        staffed={name: hours for name, one in sources.numbers.items() if (hours := _staffed(one.file)) is not None},
        put_through={f"phone.{name}": one.file.name for name, one in sources.numbers.items() if one.file.put_through},
        entry=_entry(sources),
        emergency=sources.answer("overdose_emergency"),
        drugs=knowledge_of(sources.drugs),
        programme=_programme(sources),
        services_off=sources.services_off,
    )
    return with_every_language(compiled, fingerprint=_fingerprint)


def blanks_of(sources: Sources, settings: Mapping[str, str]) -> dict[str, str]:
    """Every blank a text may have, and what fills it."""
    blanks = {name: settings.get(name, "") for name in SETTINGS}
    return blanks | {f"phone.{name}": number.file.number for name, number in sources.numbers.items()}


def _staffed(file: NumberFile) -> StaffedHours | None:
    if file.staffed is None:
        return None
    hours = file.staffed
    days = tuple(DAYS.index(day) for day in hours.days)
    return StaffedHours(days, minute_of(hours.opens), minute_of(hours.closes), hours.zone, tuple(file.languages))


def _programme(sources: Sources) -> Programme:
    if sources.programme is None:
        return Programme()
    file = sources.programme.file
    return Programme(file.hours, file.zone, file.country, file.state, fictional=file.fictional)


def _entry(sources: Sources) -> str:
    flow = sources.flows.get(ENTRY_FLOW)
    return full_name(flow.name, flow.file.start) if flow else ""


def _texts(sources: Sources, language: str, entries: Mapping[str, EntrySource]) -> dict[str, Text]:
    held = conditions(sources)
    written, spoken = words_of(sources, language), words_of(sources, language, spoken=True)
    return {key: _text(entry.file, *resolved(entry.file, held, written, spoken)) for key, entry in entries.items()}


def _text(file: EntryFile, text: str, voice: str) -> Text:
    return Text(
        text=text,
        voice=voice,
        also=tuple(dict.fromkeys(filter(None, (told(plain(words)) for words in file.also)))),
    )


_spoken: dict[str, tuple[LanguageFile, Speech]] = {}
"""What each language's file came to last: of all files one has changed since."""


def _speech(language: str, file: LanguageFile) -> Speech:
    kept = _spoken.get(language)
    if kept is not None and kept[0] is file:
        return kept[1]
    made = _spoken_as(language, file)
    _spoken[language] = file, made
    return made


def _spoken_as(language: str, file: LanguageFile) -> Speech:
    return Speech(
        level=file.level,
        name=file.name,
        names=_plain_words([file.name, *file.names]),
        called=dict(file.called),
        script=file.script,
        voices={provider: Voice(voice.name, voice.locale) for provider, voice in file.voices.items()},
        cries=tuple(dict.fromkeys(map(_report, file.cries))),
        answers={name: _plain_words(words) for name, words in file.answers.items()},
        reports=_reports(file.reports),
        follow_ups=_reports(file.follow_ups),
        common=_plain_words(file.common),
        hints=tuple(dict.fromkeys(file.hints)),
        schedule=schedule_words(language, _written(file.schedule)),
    )


def _written(file: ScheduleFile) -> dict[str, object]:
    return {name: words for name, words in file.model_dump(by_alias=True).items() if words}


def _reports(listed: Mapping[str, Iterable[str]]) -> dict[str, tuple[tuple[tuple[str, ...], ...], ...]]:
    return {name: tuple(dict.fromkeys(_report(words) for words in phrases)) for name, phrases in listed.items()}


def _report(words: str) -> tuple[tuple[str, ...], ...]:
    """The words of a report in order, each with those that may stand in its place."""
    return tuple(tuple(filter(None, map(plain, word.split("/")))) for word in words.split())


def _plain_words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(plain, words))))


def _flow(source: FlowSource) -> Flow:
    file = source.file
    return Flow(
        name=file.flow,
        about=file.about,
        start=full_name(file.flow, file.start),
        word=dict(file.word),
        answers={intent: full_name(file.flow, node) for intent, node in file.answers.items()},
        topics={topic: full_name(file.flow, node) for topic, node in file.topics.items()},
        hears={report: full_name(file.flow, node) for report, node in file.hears.items()},
    )


def _text_me(sources: Sources, source: NodeSource) -> bool:
    """Whether a call can be had as a text here: as the node says, else where places are found or a fact is said."""
    if not source.flow.file.text_me or source.file.text_me is not None:
        return bool(source.file.text_me) and source.flow.file.text_me
    if source.file.do:
        return source.file.do == "find_sites"
    entry = sources.entries.get(DEFAULT_LANGUAGE, {}).get(source.file.say)
    return entry is not None and not entry.file.plain


def _node(source: NodeSource, *, text_me: bool) -> Node:
    file = source.file
    choices = tuple(
        Choice(key=number, label=choice.label, go=source.to(choice.go))
        for number, choice in sorted(file.choices.items())
    )
    following = source.to(file.next)
    return Node(
        name=source.name,
        say=file.say,
        choices=choices,
        next=following,
        go=source.to(file.go),
        do=file.do,
        service=file.service,
        language=file.language,
        line=file.line,
        otherwise=source.to(file.otherwise),
        done=file.done,
        pace=file.pace,
        follow_ups={
            name: source.to(target) for name, target in {**source.flow.file.follow_ups, **file.follow_ups}.items()
        },
        stay=tuple(file.stay),
        text_me=text_me,
        mark=_fingerprint(choices, following),
    )


def _fingerprint(choices: tuple[Choice, ...], following: str) -> int:
    """Another number when a key leads elsewhere; 0 where there is nothing to choose."""
    if not choices and not following:
        return 0
    ways = "\n".join([following, *(f"{choice.key} {choice.label} {choice.go}" for choice in choices)])
    return zlib.crc32(ways.encode()) % 0xFFFF_FFFF + 1
