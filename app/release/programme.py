"""The programme put into what staff wrote: its words into texts, and modules that are switched off out of every flow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from app.places.hours_words import weekly_words
from app.places.place_words import shipped_words, words_in
from app.release.programme_schema import EVERY, LAWS, SAID, ProgrammeFile, Said, filled
from app.release.schema import ChoiceFile, EntryFile, NodeFile
from app.release.sources import FlowSource, NodeSource, Sources, full_name

OFF = "programme.off"
"""Where whatever led to a module that is switched off leads instead."""
NEVER_OFF = (
    "overdose_emergency",
    "overamp_emergency",
    "suicidal_crisis",
    "stop",
    "forget_me",
    "human",
    "help_menu",
    "greeting",
)
"""Intents whose flows are no modules, whatever a file says."""
_BLANK = re.compile(r"\{programme\.([a-z0-9_]+)\}")
_NOT = "not_"


def modules_of(sources: Sources) -> dict[str, str]:
    """Full name of a node -> the module it belongs to."""
    kept = {sources.answer(intent).split(".")[0] for intent in NEVER_OFF}
    found = {name: node.file.module or node.flow.file.module for name, node in sources.nodes.items()}
    return {name: module for name, module in found.items() if module and name != OFF and name.split(".")[0] not in kept}


def conditions(sources: Sources) -> frozenset[str]:
    """What holds on this line, as `only_if` asks for it."""
    return filled(sources.programme.file if sources.programme else None, set(modules_of(sources).values()))


def holds(condition: str, held: frozenset[str]) -> bool:
    """Whether one condition holds; none always does."""
    return (
        condition.removeprefix(_NOT) not in held if condition.startswith(_NOT) else not condition or condition in held
    )


def applied(sources: Sources) -> Sources:
    """The sources with the flows as callers of this programme meet them; nothing leads to a module that is off."""
    held = conditions(sources)
    modules = modules_of(sources)
    off = frozenset(name for name, module in modules.items() if f"module_{module}" not in held)
    flows = {name: _flow(flow, off, held) for name, flow in sources.flows.items()}
    nodes = {
        f"{flow.name}.{short}": NodeSource(flow, short, node)
        for flow in flows.values()
        for short, node in flow.file.nodes.items()
    }
    still = {node.file.service for node in nodes.values()}
    gone = {sources.nodes[name].file.service for name in off if name in sources.nodes} - still
    return msgspec.structs.replace(
        sources,
        flows=flows,
        nodes=nodes,
        off=off,
        services_off=tuple(sorted(service for service in gone if service)),
        modules=frozenset(modules.values()),
    )


def _flow(flow: FlowSource, off: frozenset[str], held: frozenset[str]) -> FlowSource:
    file, name = flow.file, flow.name

    def led(target: str) -> str:
        return OFF if full_name(name, target) in off else target

    nodes = {
        short: _node(node, name, off, held) for short, node in file.nodes.items() if full_name(name, short) not in off
    }
    if nodes == file.nodes:
        same = all(
            led(target) == target
            for part in (file.answers, file.topics, file.hears, file.follow_ups)
            for target in part.values()
        )
        if same and led(file.start) == file.start:
            return flow
    changed = {
        "start": led(file.start),
        "nodes": nodes,
        **{
            part: {key: led(target) for key, target in getattr(file, part).items()}
            for part in ("answers", "topics", "hears", "follow_ups")
        },
    }
    return FlowSource(flow.document, file.model_copy(update=changed))


def _node(node: NodeFile, flow: str, off: frozenset[str], held: frozenset[str]) -> NodeFile:
    def gone(target: str) -> bool:
        return full_name(flow, target) in off

    kept = [choice for _, choice in sorted(node.choices.items()) if not gone(choice.go) and holds(choice.only_if, held)]
    following = "" if gone(node.next) else node.next
    update: dict[str, object] = {}
    if len(kept) < len(node.choices) or following != node.next:
        update["choices"] = _numbered(kept, first=2 if following else 1)
        update["next"] = following
        update["done"] = node.done or not (kept or following or node.go or node.do)
    for way in ("go", "otherwise"):
        if gone(getattr(node, way)):
            update[way] = OFF
    if any(map(gone, node.follow_ups.values())):
        update["follow_ups"] = {name: OFF if gone(to) else to for name, to in node.follow_ups.items()}
    return node.model_copy(update=update) if update else node


def _numbered(choices: Iterable[ChoiceFile], *, first: int) -> dict[str, ChoiceFile]:
    return {str(number): choice for number, choice in enumerate(choices, first)}


def resolved(
    file: EntryFile, held: frozenset[str], words: Mapping[str, str], spoken: Mapping[str, str]
) -> tuple[str, str]:
    """(text, voice) of this entry on this line: with the sentences that hold, and the programme's words in them."""
    more = [sentence for condition, sentence in file.only_if.items() if holds(condition, held)]
    text = _filled(" ".join([file.text, *more]), words)
    voice = " ".join([file.voice or file.text, *more]) if file.voice or more else ""
    voice = _filled(voice, spoken)
    return text, "" if voice == text else voice


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda found: words.get(found[1], ""), text) if "{programme." in text else text


def blanks_in(text: str) -> list[str]:
    """The names of the programme's blanks in this text."""
    return _BLANK.findall(text)


def words_of(sources: Sources, language: str, *, spoken: bool = False) -> dict[str, str]:
    """What fills {programme.NAME} in this language."""
    if sources.programme is None:
        return {}
    file = sources.programme.file
    words = {name: said_in(getattr(file, name), language) for name in SAID}
    words |= {f"law_{law}": said_in(file.law[law].says, language) for law in LAWS if law in file.law}
    words["hours"] = weekly_words(file.hours, words=words_in(shipped_words(), language), spoken=spoken) or file.hours
    words["address"] = "; ".join(
        ", ".join(filter(None, (said_in(one.where, language), said_in(one.how_in, language)))) for one in file.addresses
    )
    words["hands_out"] = ", ".join(_text(sources, f"programme.supply.{supply}", language) for supply in file.hands_out)
    words["languages"] = ", ".join(_called(sources, one, language) for one in file.languages)
    words["lines"] = ", ".join(
        f"{sources.numbers[name].file.name} {{phone.{name}}}" for name in file.lines if name in sources.numbers
    )
    words["age_from"] = "" if file.age_from is None else str(file.age_from)
    return words


def said_in(said: Said, language: str) -> str:
    """These words in this language, or as they were written for all, or in the first language they are in."""
    return said.get(language) or said.get(EVERY) or next(iter(said.values()), "")


def _text(sources: Sources, key: str, language: str) -> str:
    for one in (language, *sources.languages):
        entry = sources.entries.get(one, {}).get(key)
        if entry is not None:
            return entry.file.text
    return ""


def _called(sources: Sources, spoken: str, language: str) -> str:
    found = sources.speech.get(spoken)
    if found is None:
        return spoken
    return found.file.called.get(language) or found.file.name or spoken


def whole(programme: ProgrammeFile) -> str:
    """Everything the file says, for the mark of whoever signs it."""
    return programme.model_dump_json(exclude={"reviewed", "review_by", "reviewed_by", "reviewed_of"})
