"""Every text of a release with its blanks filled, and every node written and spoken out once, when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import TypeVar

import msgspec

from app.engine.builtin import BUILTIN
from app.engine.packs import Packs, keys_of
from app.engine.put_through import NO_PERSON, StaffedLine, grouped, lines_named
from app.engine.release import Node, Release, Text
from app.language.sms_text import fill
from app.language.speaking_time import pieces
from app.understanding import EMERGENCIES

READ_AT_ONCE = 5
"""Choices a call reads in one go, its offer of a text among them; waiting brings the others."""
PAGE_SECONDS, STEP_SECONDS = 20, 15
"""How long a voice speaks at most before it stops and waits; beside somebody who may be dying it stops sooner."""
BREATHS_KEY = "7"
"""On a call, from the door and from every overdose step, the key to breaths counted aloud; no list of that flow has it."""
LONG_TO_HEAR = 500
"""Characters of speech after which a call offers to have it as text."""

Name = TypeVar("Name", bound=Hashable)
Made = TypeVar("Made")


def flow_of(node: str) -> str:
    """The flow in which this node stands."""
    return node.partition(".")[0]


class RenderedNode(msgspec.Struct, frozen=True):
    """One node in one language, ready to send or to speak."""

    text: str
    spoken: tuple[str, ...]
    """Read one after the other: the first at once, the next after a silence."""
    language: str
    """The language the text is in: the default where the one asked for does not have all of it."""
    voice: str
    """The language that is spoken."""
    pieces: tuple[tuple[str, ...], ...] = ()
    """Each of those pages in the pieces it is said in; the voice waits after every one."""


class Pages:
    """What a release says, ready in each of its languages."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.nodes: Mapping[str, Node] = release.nodes
        self.default = release.languages[0]
        self.packs = Packs(release)
        self.emergency = release.emergency
        self.answers = {intent: node for flow in release.flows.values() for intent, node in flow.answers.items()}
        self.urgent = {self.emergency, *(self.answers[intent] for intent in EMERGENCIES if intent in self.answers)}
        self._grouped = {name: grouped(value) for name, value in release.blanks.items()}
        self._spelled: dict[str, dict[str, str]] = {}
        self._written: dict[tuple[str, str], str] = {}
        self._shown: dict[tuple[str, str], RenderedNode] = {}
        """What somebody has come to so far: most pages are seen in one or two languages, and a draft is checked by a few."""

    def text(self, key: str, language: str, /, **more: str) -> str:
        """The content as written, its blanks filled; the built-in text or the default language where it is missing."""
        entry = self._entry(key, language)
        blanks = self.release.blanks
        return fill(entry.text, {**blanks, **more} if more else blanks) if entry else ""

    def spoken(self, key: str, language: str, /, **more: str) -> str:
        """The content as spoken, its blanks filled; in the default language where no voice reads this one."""
        spoken = language if self.packs.speaks(language) else self.default
        entry = self._entry(key, spoken)
        blanks = self._spoken_blanks(spoken)
        return fill(entry.spoken, {**blanks, **more} if more else blanks) if entry else ""

    def _spoken_blanks(self, language: str) -> dict[str, str]:
        """What fills blanks in speech: a phone number in groups, and twice, since nobody can read it again."""
        return self._kept(self._spelled, language, lambda: self._spell_blanks(language))

    def _spell_blanks(self, language: str) -> dict[str, str]:
        return {
            name: self.text("line.number_twice", language, number=value)
            if "," in value and name.startswith("phone.")
            else value
            for name, value in self._grouped.items()
        }

    def staffed_lines(self, node: Node, language: str) -> tuple[StaffedLine, ...]:
        """The lines that a call can be put through to from this node."""
        said = [node.say] if node.say else []
        said += [NO_PERSON] if node.name in self._after_no_person else []
        spoken = " ".join(entry.spoken for key in said if (entry := self._entry(key, language)) is not None)
        taken = [choice.key for choice in node.choices]
        return lines_named(spoken, self.release.put_through, self.release.blanks, taken)

    @cached_property
    def _after_no_person(self) -> frozenset[str]:
        """Nodes said where no person took the call: just before them stands who else can be called."""
        return frozenset(node.otherwise for node in self.nodes.values() if node.do == "hand_over" and node.otherwise)

    def _entry(self, key: str, language: str) -> Text | None:
        texts, builtin = self.release.texts, BUILTIN.texts
        return (
            texts.get(language, {}).get(key)
            or builtin.get(language, {}).get(key)
            or texts.get(self.default, {}).get(key)
            or builtin[BUILTIN.languages[0]].get(key)
        )

    def shown(self, node: Node, language: str) -> RenderedNode:
        """The node as a text message and as speech; made once, when it is first wanted."""
        return self._kept(self._shown, (language, node.name), lambda: self._show(language, node))

    def written(self, node: Node, language: str) -> str:
        """The node as a text message alone."""
        code = self.packs.whole_in(keys_of(node), language)
        return self._kept(self._written, (code, node.name), lambda: self._write(node, code))

    def _kept(self, made: dict[Name, Made], name: Name, make: Callable[[], Made]) -> Made:
        """What was made under this name before, or is made now."""
        found = made.get(name)
        if found is None:
            found = made[name] = make()
        return found

    def _write(self, node: Node, code: str) -> str:
        options = self._options(node)
        body = self.text(node.say, code) if node.say else ""
        lines = [body, *(f"{key} {self.text(label, code)}" for key, label in options)]
        if not options and not node.go and not node.do and self.packs.written_in("line.hint", code) == code:
            lines.append(self.text("line.hint", code))
        return "\n".join(line for line in lines if line)

    def _show(self, language: str, node: Node) -> RenderedNode:
        voice = self.packs.whole_in(("line.press", "line.label.breaths", *keys_of(node)), language)
        voice = self.packs.heard_in(voice)
        said = self.spoken(node.say, voice) if node.say else ""
        offer = self._offer_as_text(node, said, voice)
        pages = self._pages(node, f"{said} {offer}".strip(), voice)
        return RenderedNode(
            text=self.written(node, language),
            spoken=tuple(" ".join(page) for page in pages),
            pieces=tuple(pages),
            language=self.packs.whole_in(keys_of(node), language),
            voice=voice,
        )

    def _pages(self, node: Node, said: str, language: str) -> list[tuple[str, ...]]:
        """The node as a call reads it: what it says in pieces, then so many of its choices, and the rest on the next page."""
        urgent = flow_of(node.name) in {flow_of(name) for name in self.urgent}
        body = pieces(said, STEP_SECONDS if urgent else PAGE_SECONDS) if said else ()
        named = self.staffed_lines(node, language)
        lines = [self.text("line.put_through", language, name=one.name, key=one.key) for one in named]
        read = lines + self._read_out(self._spoken_options(node), language)
        most = READ_AT_ONCE - 1 if node.text_me and not node.pace else READ_AT_ONCE
        lists = [" ".join(read[start : start + most]) for start in range(0, len(read), most)] or [""]
        first, *others = ((*body, listed) if listed else body for listed in lists)
        return [first, *(page if urgent else page[len(body) :] for page in others)]

    def _spoken_options(self, node: Node) -> list[tuple[str, str]]:
        """The choices, the likeliest first: beside the person, next comes the count of breaths."""
        options = self._options(node)
        if node.next and node.name.startswith(flow_of(self.emergency) + ".") and not node.pace:
            options.insert(1, (BREATHS_KEY, "line.label.breaths"))
        return options

    def ways(self, node: Node, language: str) -> str:
        """What can be pressed at this node, as a call says it in `shown(node, language).voice`."""
        return " ".join(self._read_out(self._options(node), self.shown(node, language).voice))

    def _read_out(self, options: list[tuple[str, str]], language: str) -> list[str]:
        return [
            self.text("line.press", language, key=key, label=self.spoken(label, language)) for key, label in options
        ]

    def _options(self, node: Node) -> list[tuple[str, str]]:
        first = [("1", "line.next")] if node.next else []
        return first + [(choice.key, choice.label) for choice in node.choices]

    def _offer_as_text(self, node: Node, said: str, language: str) -> str:
        flow = self.release.flows.get(node.name.split(".")[0])
        word = flow.word.get(language, "") if flow else ""
        if not word or node.name.startswith(self.emergency.split(".")[0]):
            return ""
        long = len(said) > LONG_TO_HEAR or len(node.choices) > READ_AT_ONCE
        return self.text("line.text_word", language, word=word) if long else ""


TEXTS = frozenset(
    {
        "line.number_twice",
        "line.put_through",
        "line.hint",
        "line.press",
        "line.text_word",
        "line.label.breaths",
        "line.next",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
