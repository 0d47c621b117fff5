"""Which changed phrases may go live: none that lose the cries for help a language had, or take small talk for one.

Measured against content/<language>/held_back.yaml: how many messages of each kind the language was taught, and messages kept
apart, with which nothing is taught.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from app.release import yaml_reader
from app.release.problems import Problem
from app.understanding import EMERGENCIES, INTENTS, Phrases
from app.understanding.normalise import exact_listed
from app.understanding.understander import Understander

FILE = "held_back.yaml"
VITAL = (*sorted(EMERGENCIES), "suicidal_crisis")
"""Intents somebody may die by when they are not heard."""
KEPT_VITAL, KEPT = 0.9, 0.7
"""What must be left of the messages a language was taught, vital ones and others."""


CHECKED_IN = "checkin_ok_reply"
"""What a message under a check-in means whose sender is well."""


class HeldBack(msgspec.Struct, frozen=True):
    """One language's measure."""

    path: str = ""
    taught: Mapping[str, int] = {}
    """Intent -> how many messages it had when somebody last looked."""
    emergency: tuple[str, ...] = ()
    crisis: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    not_ok: tuple[str, ...] = ()
    """What somebody writes who is not well, or not plainly so, while a timer runs: none of it may close one."""


class HeardCount(msgspec.Struct, frozen=True):
    """What an understander made of one language's held-back messages."""

    emergency: int
    crisis: int
    alarms: int


def read_held_back(content: Path) -> dict[str, HeldBack]:
    """The measure of every language that has one; a file that cannot be read measures nothing."""
    found = {}
    for file in sorted(content.glob(f"*/{FILE}")):
        document = yaml_reader.read_file(file, root=content.parent)
        values = document.plain()
        taught = values.get("taught")
        found[file.parent.name] = HeldBack(
            path=document.path,
            taught={str(name): int(count) for name, count in taught.items() if str(count).isdigit()}
            if isinstance(taught, dict)
            else {},
            emergency=_lines(values.get("emergency")),
            crisis=_lines(values.get("crisis")),
            everyday=_lines(values.get("everyday")),
            not_ok=_lines(values.get("not_ok")),
        )
    return found


def _lines(block: object) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.splitlines() if line.strip()) if isinstance(block, str) else ()


def count(owned: Phrases, intent: str) -> int:
    """How many messages of this intent a language is taught."""
    return sum(len(kind.get(intent, ())) for kind in (owned.words, owned.phrases, owned.examples))


def lost(phrases: Mapping[str, Phrases], measures: Mapping[str, HeldBack]) -> list[Problem]:
    """A problem for each intent with far fewer messages than it had."""
    found = []
    for language, measure in measures.items():
        owned = phrases.get(language, Phrases())
        for intent in INTENTS:
            had, has = measure.taught.get(intent, 0), count(owned, intent)
            vital = intent in VITAL
            if has < had * (KEPT_VITAL if vital else KEPT):
                message = (
                    f"{had - has} of {had} messages of '{intent}' are gone, so people who write like that are not "
                )
                message += f"heard. Put them back; if it was meant, change the number under 'taught' in {measure.path}."
                path = f"content/{language}/phrases.yaml"
                found.append(Problem(path, 1, 1, "HEARS_LESS" if vital else "HEARS_FEWER", message))
    return found


def small_talk(phrases: Mapping[str, Phrases], measures: Mapping[str, HeldBack]) -> list[Problem]:
    """A problem for each word or phrase of an emergency that ordinary messages are made of."""
    everyday = {exact_listed(line) for measure in measures.values() for line in measure.everyday}
    greetings = {
        exact_listed(text)
        for owned in phrases.values()
        for kind in (owned.words, owned.examples)
        for text in kind.get("greeting", ())
        if len(text.split()) <= 3
    }
    chat = [f" {line} " for line in everyday | greetings]
    found = []
    for language, owned in phrases.items():
        for intent in VITAL:
            whole = {
                text: exact_listed(text) for kind in (owned.words, owned.examples) for text in kind.get(intent, ())
            }
            inside = {text: exact_listed(text) for text in owned.phrases.get(intent, ())}
            wrong = [text for text, key in whole.items() if key in everyday or key in greetings]
            wrong += [text for text, key in inside.items() if key and any(f" {key} " in line for line in chat)]
            for text in wrong:
                message = (
                    f"'{text[:60]}' is what people write on any day, and here it would bring '{intent}'. Take it out."
                )
                found.append(Problem(f"content/{language}/phrases.yaml", 1, 1, "HEARS_SMALL_TALK", message))
    return found


def taught_by_mistake(phrases: Mapping[str, Phrases], measures: Mapping[str, HeldBack]) -> list[Problem]:
    """A warning for each held-back message that phrases.yaml teaches: it then measures nothing."""
    found = []
    for language, measure in measures.items():
        owned = phrases.get(language, Phrases())
        taught = {exact_listed(text) for intent in VITAL for text in owned.examples.get(intent, ())}
        both = [line for line in (*measure.emergency, *measure.crisis) if exact_listed(line) in taught]
        if both:
            message = f"'{both[0][:60]}' is taught in phrases.yaml, so it measures nothing here. Write another."
            found.append(Problem(measure.path, 1, 1, "HELD_BACK_TAUGHT", message, "warning"))
    return found


def answered_well(
    phrases: Mapping[str, Phrases], measures: Mapping[str, HeldBack], lines: Mapping[tuple[str, str, str], int]
) -> list[Problem]:
    """A problem for each message of somebody who is not well that phrases.yaml has as the OK to a check-in."""
    found = []
    for language, measure in measures.items():
        owned = phrases.get(language, Phrases())
        unwell = {exact_listed(line) for line in measure.not_ok}
        for kind in (owned.words, owned.phrases, owned.examples):
            for text in kind.get(CHECKED_IN, ()):
                if exact_listed(text) in unwell:
                    message = f"'{text[:60]}' stands under '{CHECKED_IN}', and who writes it is not well: they would "
                    message += "be told 'good to hear'. Take it out."
                    path = measure.path.replace(FILE, "phrases.yaml")
                    found.append(Problem(path, lines.get((language, CHECKED_IN, text), 1), 1, "PHRASE_NOT_OK", message))
    return found


def heard(understander: Understander, measures: Mapping[str, HeldBack]) -> dict[str, HeardCount]:
    """How much of each language's held-back messages this understander hears; some milliseconds a message."""
    return {
        language: HeardCount(
            emergency=sum(brings_steps(understander, line, language) for line in measure.emergency),
            crisis=sum(brings_help(understander, line, language) for line in measure.crisis),
            alarms=sum(brings_steps(understander, line, language) for line in measure.everyday),
        )
        for language, measure in measures.items()
    }


def brings_steps(understander: Understander, line: str, language: str) -> bool:
    """Whether this message is heard as an emergency."""
    meaning = understander.understand(line, language=language)
    return meaning.intent in EMERGENCIES or meaning.emergency


def brings_help(understander: Understander, line: str, language: str) -> bool:
    """Whether it is heard as a crisis or an emergency."""
    meaning = understander.understand(line, language=language)
    return meaning.intent in EMERGENCIES | {"suicidal_crisis"} or meaning.emergency


SLACK = 0.03
"""Part of the held-back messages by which training differs from one time to the next."""


def worse(
    now: Mapping[str, HeardCount], before: Mapping[str, HeardCount], measures: Mapping[str, HeldBack]
) -> list[Problem]:
    """A problem for each language in which fewer cries are heard than before, or far more small talk is taken for one."""
    found = []
    for language, was in before.items():
        measure, has = measures.get(language, HeldBack()), now.get(language, HeardCount(0, 0, 0))
        path = f"content/{language}/phrases.yaml"
        for what in ("emergency", "crisis"):
            had, got, whole = getattr(was, what), getattr(has, what), len(getattr(measure, what))
            if got < had - max(1.0, SLACK * whole):
                message = f"Of {whole} held-back messages ({what}) {got} are heard, and {had} were before this change. "
                message += "Take the change back, or teach more messages."
                found.append(Problem(path, 1, 1, "HEARS_LESS", message))
        if has.alarms > was.alarms + max(2.0, SLACK * len(measure.everyday)):
            message = f"Of {len(measure.everyday)} everyday messages {has.alarms} bring the overdose steps, and "
            message += f"{was.alarms} did before this change. Take the change back."
            found.append(Problem(path, 1, 1, "HEARS_SMALL_TALK", message))
    return found
