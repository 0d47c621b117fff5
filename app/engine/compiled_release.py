"""A release made ready to answer from: every node written and spoken out once, every word looked up in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from app.drugs.answer import Drugs
from app.engine.builtin import BUILTIN
from app.engine.follow_ups import FollowUps
from app.engine.packs import Packs, keys_of
from app.engine.put_through import NO_PERSON, StaffedLine, grouped, lines_named
from app.engine.release import Node, Release, Speech, Text
from app.language.heard import heard
from app.language.short_answers import plain, told
from app.language.sms_text import fill
from app.language.speaking_time import pieces
from app.understanding import EMERGENCIES, Meaning

if TYPE_CHECKING:
    from app.engine.talk import Talk
    from app.places.finder import Finder

READ_AT_ONCE = 5
"""Choices a call reads in one go, its offer of a text among them; waiting brings the others."""
PAGE_SECONDS, STEP_SECONDS = 20, 15
"""How long a voice speaks at most before it stops and waits; beside somebody who may be dying it stops sooner."""
BREATHS_KEY = "7"
"""On a call, from the door and from every overdose step, the key to breaths counted aloud; no list of that flow has it."""
LONG_TO_HEAR = 500
"""Characters of speech after which a call offers to have it as text."""

TOLD_ALOUD = (
    "breathing",
    "asleep",
    "awake",
    "vomiting",
    "no_naloxone",
    "bad_breathing",
    "given_again",
    "no_change",
    "how_to_breathe",
    "police",
)
"""What is followed on a call in the steps: told of the person, in words that nobody says to one who does not wake."""
LANGUAGE = "language"
"""The command whose words name a language each; it is heard here, every other command in `routing`."""
COMMANDS_HEARD, HINTS_OF_EACH = ("next", "repeat", "help", "menu", "person"), 4


EITHER_LANGUAGE = heard("either_language")
"""Words of two languages, too short to tell them apart."""


def _flow_of(node: str) -> str:
    return node.partition(".")[0]


class Understands(Protocol):
    """Whatever tells what a message means."""

    def understand(self, text: str, *, language: str = "", channel: str = "sms", expects: str | None = None) -> Meaning:
        """The meaning of these words; never raises."""
        ...


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


class CompiledRelease:
    """Answers every look-up of `step`; immutable, swapped whole when staff publish a change."""

    def __init__(
        self,
        release: Release,
        *,
        understander: Understands | None = None,
        finder: Finder | None = None,
        talks: Sequence[Talk[Any]] = (),
    ):
        self.release = release
        self.talks = talks
        self.actions = {name: do for talk in talks for name, do in talk.actions.items()}
        self.awaits = {name: question for talk in talks for name, question in talk.awaits.items()}
        self.alive = tuple(read for talk in talks for read in talk.alive)
        """Readers of features on whose answer a life may hang, in their order; and those of whatever else they await."""
        self.awaited = tuple(read for talk in talks for read in talk.answers)
        self.meanwhile = frozenset[str]().union(*(talk.meanwhile for talk in talks))
        self._talked_in = frozenset(talk.flow for talk in talks if talk.flow)
        self.understander = understander
        self.finder = finder
        self.nodes: Mapping[str, Node] = release.nodes
        self.drugs = Drugs(release.drugs)
        self.default = release.languages[0]
        self.packs = Packs(release)
        self.entry = release.entry
        self.emergency = release.emergency
        self.answers = {intent: node for flow in release.flows.values() for intent, node in flow.answers.items()}
        self.paced = next((name for name, node in release.nodes.items() if node.pace), "")
        self.urgent = {self.emergency, *(self.answers[intent] for intent in EMERGENCIES if intent in self.answers)}
        self.topics = {topic: node for flow in release.flows.values() for topic, node in flow.topics.items()}
        self.opens = {plain(word): flow.start for flow in release.flows.values() for word in flow.word.values() if word}
        self.finds = {node.service: name for name, node in release.nodes.items() if node.do == "find_sites"}
        self.languages = self.packs.names | {
            word: language for language in release.languages for word in self._words(language).get(LANGUAGE, ())
        }
        self._answers = {language: self._answer_table(language) for language in release.languages}
        self._reports = {language: self._report_table(language) for language in release.languages}
        self._grouped = {name: grouped(value) for name, value in release.blanks.items()}
        self._spelled = {language: self._spoken_blanks(language) for language in release.languages}
        self._commands = {language: self._command_table(language) for language in release.languages}
        self._labels = {language: self._label_table(language) for language in release.languages}
        self._told = {language: self._told_table(language) for language in release.languages}
        self._shown = {
            (language, node.name): self._show(language, node)
            for language in release.languages
            for node in release.nodes.values()
        }
        self._hints = {
            (language, steps): self._hint_table(language, steps=steps)
            for language in release.languages
            for steps in (False, True)
        }
        self.follow_ups = FollowUps(release.speech, release.nodes)
        self.emergency_flow = self._flows_with(self.emergency)
        self.urgent_flows = self._flows_with(*self.urgent)
        """Every page beside somebody who may be dying, whatever they took."""
        self.crisis_flow = self._flows_with(self.answers.get("suicidal_crisis", ""))
        self.steps = self._steps()
        self.first_steps = self._first_steps()
        self.open_steps = self._open_steps()
        self._common = {language: frozenset(spoken.common) for language, spoken in release.speech.items()}
        self._command_words, self._owners = self._words_of_commands(), self._owner_table()
        self._small_words = frozenset[str]().union(*self._common.values())

    def _flows_with(self, *nodes: str) -> frozenset[str]:
        """All nodes of the flows in which these are."""
        flows = {_flow_of(node) for node in nodes if node}
        return frozenset(name for name in self.release.nodes if _flow_of(name) in flows)

    def _words(self, language: str) -> Mapping[str, tuple[str, ...]]:
        return self.release.words.get(language) or BUILTIN.words.get(language, {})

    def _speeches(self, language: str) -> list[Speech]:
        """How people answer: this language first, the others after it."""
        order = [language, *(other for other in self.release.languages if other != language)]
        known = [self.release.speech.get(one) or BUILTIN.speech.get(one) for one in order]
        return [one for one in known if one is not None]

    def _answer_table(self, language: str) -> dict[str, tuple[str, ...]]:
        table: dict[str, tuple[str, ...]] = {}
        for spoken in self._speeches(language):
            for name, words in spoken.answers.items():
                table[name] = (*table.get(name, ()), *words)
        return table

    def _report_table(self, language: str) -> dict[str, tuple[tuple[tuple[str, ...], ...], ...]]:
        table: dict[str, tuple[tuple[tuple[str, ...], ...], ...]] = {}
        for spoken in self._speeches(language):
            for name, phrases in spoken.reports.items():
                table[name] = (*table.get(name, ()), *phrases)
        return table

    def _command_table(self, language: str) -> dict[str, str]:
        """Words of all languages, the caller's own winning where two languages share one."""
        others = [other for other in self.release.languages if other != language]
        table: dict[str, str] = {}
        for spoken in (*others, language):
            for command, words in self._words(spoken).items():
                if command != LANGUAGE:
                    table.update({plain(word): command for word in words})
        return table

    def _label_table(self, language: str) -> dict[str, dict[str, str]]:
        table = {
            node.name: {plain(self.text(choice.label, language)): choice.key for choice in node.choices}
            for node in self.nodes.values()
            if node.choices or node.next
        }
        if not self._words(language).get("next"):
            following = plain(self.text("line.next", language))  # else it is one of the words of the command
            for node in self.nodes.values():
                if node.next:
                    table[node.name].setdefault(following, "1")
        return table

    def _told_table(self, language: str) -> dict[str, dict[str, str]]:
        """Per flow, other words for its labels and where they lead; words that would lead to two places lead nowhere."""
        table: dict[str, dict[str, str]] = {}
        for node in self.nodes.values():
            heard = table.setdefault(_flow_of(node.name), {})
            for choice in node.choices:
                entry = self._entry(choice.label, language)
                for words in entry.also if entry else ():
                    heard[words] = choice.go if heard.get(words, choice.go) == choice.go else ""
        return table

    def _steps(self) -> frozenset[str]:
        """The answers to emergencies and what follows them inside their flows: what two people sign."""
        found: set[str] = set()
        coming = list(self.urgent)
        for start in self.urgent:
            flow = self.release.flows.get(_flow_of(start))
            coming += [to for to in flow.hears.values() if _flow_of(to) == flow.name] if flow else []
        while coming:
            node = self.nodes.get(coming.pop())
            if node is None or node.name in found:
                continue
            found.add(node.name)
            ways = (node.next, node.go, *(choice.go for choice in node.choices))
            coming += [way for way in ways if _flow_of(way) == _flow_of(node.name)]
        return frozenset(found)

    def _first_steps(self) -> dict[str, str]:
        """Per language that has it, the first overdose text: in memory, for when nothing else in the program works."""
        node = self.nodes.get(self.emergency)
        key = node.say if node is not None else ""
        own = (code for code in self.release.languages if key and self.packs.written_in(key, code) == code)
        return {code: self.text(key, code) for code in own}

    def _open_steps(self) -> frozenset[str]:
        """The steps that lead on to another step: whoever is at one of them is still beside the person."""
        return frozenset(
            name
            for name in self.steps
            if any(
                way in self.urgent_flows
                for way in (self.nodes[name].next, *(choice.go for choice in self.nodes[name].choices))
            )
        )

    def command_words(self, name: str) -> frozenset[str]:
        """The words that mean this command, of every language."""
        return self._command_words.get(name, frozenset())

    def _words_of_commands(self) -> dict[str, frozenset[str]]:
        tables = [self._words(language) for language in self.release.languages]
        names = dict.fromkeys(name for table in tables for name in table)
        return {name: frozenset(word for table in tables for word in table.get(name, ())) for name in names}

    def _owner_table(self) -> dict[str, str]:
        """Plain words -> the one language that has them as a command; nothing of words that two have."""
        owners: dict[str, str] = {}
        for language in self.release.languages:
            for word in {plain(word) for own in self._words(language).values() for word in own}:
                owners[word] = "" if word in owners else language
        return owners

    def plain_answers(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Plain answer -> whole messages: this language's first, then those of every other language of the line."""
        return self._answers.get(language) or self._answers[self.default]

    def reports(self, language: str) -> dict[str, tuple[tuple[tuple[str, ...], ...], ...]]:
        """What is told in an emergency -> phrases, in this language and every other of the line."""
        return self._reports.get(language) or self._reports[self.default]

    def hints(self, language: str, *, steps: bool) -> tuple[str, ...]:
        """What a recogniser should expect: in the steps how the person is and a few commands, elsewhere what the line is about."""
        return self._hints[language, steps]

    def _hint_table(self, language: str, *, steps: bool) -> tuple[str, ...]:
        spoken = self.release.speech.get(language) or BUILTIN.speech.get(language) or Speech()
        words = self._words(language)
        commands = [word for name in COMMANDS_HEARD for word in words.get(name, ())[:HINTS_OF_EACH]]
        if not steps:
            opens = [flow.word[language].lower() for flow in self.release.flows.values() if flow.word.get(language)]
            return tuple(dict.fromkeys([*spoken.hints, *opens, *commands]))
        told = [
            " ".join(word[0] for word in phrase)
            for name in TOLD_ALOUD
            for phrase in spoken.reports.get(name, ())
            if len(phrase) > 1
        ]
        return tuple(dict.fromkeys([*commands, *told]))

    def hears(self, node: str, report: str) -> str:
        """The node to which this report leads inside the flow of this node; empty where it leads nowhere."""
        flow = self.release.flows.get(_flow_of(node))
        target = flow.hears.get(report, "") if flow else ""
        return target if target in self.nodes else ""

    def talked_in(self, node: str, waiting: str) -> bool:
        """Whether a feature talks here, or waits for an answer to a question of its own."""
        return waiting in self.awaits or _flow_of(node) in self._talked_in

    def is_word(self, words: str, language: str) -> bool:
        """Whether these plain words are a word of the line, of a flow or of a language."""
        return bool(words in self.opens or words in self.languages or self.command(words, language))

    def heard_language(self, tokens: Sequence[str], current: str) -> str:
        """The language these words are clearly in, where that is another than the current one; empty where it is not clear."""
        if self._small_words.isdisjoint(tokens):
            return ""
        scores = {language: sum(token in common for token in tokens) for language, common in self._common.items()}
        best = max(scores, key=lambda language: scores[language])
        own = max((score for language, score in scores.items() if language != best), default=0)
        if best == current or scores[best] == own:
            return ""
        share = scores[best] / len(tokens)
        clear = scores[best] >= 2 and own == 0 and share >= 0.4
        clear = clear or (scores[best] >= 3 and scores[best] >= 3 * own)
        if not current:
            clear = clear or (scores[best] >= 2 and own <= scores[best] // 2)
        return best if clear else ""

    def leans_elsewhere(self, tokens: Sequence[str], current: str) -> bool:
        """Whether some small word here is of another language, and none of the current one."""
        if self._small_words.isdisjoint(tokens):
            return False
        other = any(
            token in common for language, common in self._common.items() if language != current for token in tokens
        )
        return other and self._common.get(current, frozenset()).isdisjoint(tokens)

    def small_words(self, tokens: Sequence[str]) -> bool:
        """Whether a small everyday word of any language of the line is among these."""
        return not self._small_words.isdisjoint(tokens)

    def either_language(self, tokens: Sequence[str]) -> bool:
        """Whether so little was said that it may be two languages: "yo", "solo", "no", "o d"."""
        return bool(tokens) and len(tokens) <= 2 and all(token in EITHER_LANGUAGE for token in tokens)

    def command(self, words: str, language: str) -> str:
        """The command (back, menu, more ...) that these plain words are, or an empty string."""
        return self._commands[language].get(words, "")

    def language_of(self, words: str) -> str:
        """The one language that has these plain words as a command, or an empty string."""
        return self._owners.get(words, "")

    def labelled(self, node: str, words: str, language: str) -> str:
        """The key of the choice of this node whose label these plain words are, or an empty string."""
        return self._labels[language].get(node, {}).get(words, "")

    def told_in(self, node: str) -> list[dict[str, str]]:
        """Per language, what choices of this node's flow are also chosen by, and where that leads."""
        return [self._told[language].get(_flow_of(node), {}) for language in self.release.languages]

    def told(self, node: str, words: str, language: str) -> str:
        """The node that a choice of this node's flow leads to, when these plain words are another way of choosing it."""
        heard = self._told[language].get(_flow_of(node))
        return heard.get(told(words), "") if heard else ""

    def text(self, key: str, language: str, /, **more: str) -> str:
        """The content as written, its blanks filled; the built-in text or the default language where it is missing."""
        entry = self._entry(key, language)
        return fill(entry.text, {**self.release.blanks, **more}) if entry else ""

    def spoken(self, key: str, language: str, /, **more: str) -> str:
        """The content as spoken, its blanks filled; in the default language where no voice reads this one."""
        spoken = language if self.packs.speaks(language) else self.default
        entry = self._entry(key, spoken)
        return fill(entry.spoken, {**self._spelled.get(spoken, self._grouped), **more}) if entry else ""

    def _spoken_blanks(self, language: str) -> dict[str, str]:
        """What fills blanks in speech: a phone number in groups, and twice, since nobody can read it again."""
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
        """The node as a text message and as speech."""
        return self._shown[language, node.name]

    def _show(self, language: str, node: Node) -> RenderedNode:
        written = self.packs.whole_in(keys_of(node), language)
        voice = self.packs.whole_in(("line.press", "line.label.breaths", *keys_of(node)), language)
        voice = self.packs.heard_in(voice)
        body = self.text(node.say, written) if node.say else ""
        said = self.spoken(node.say, voice) if node.say else ""
        options = self._options(node)
        lines = [body, *(f"{key} {self.text(label, written)}" for key, label in options)]
        if not options and not node.go and not node.do and self.packs.written_in("line.hint", written) == written:
            lines.append(self.text("line.hint", written))
        offer = self._offer_as_text(node, said, voice)
        pages = self._pages(node, f"{said} {offer}".strip(), voice)
        return RenderedNode(
            text="\n".join(line for line in lines if line),
            spoken=tuple(" ".join(page) for page in pages),
            pieces=tuple(pages),
            language=written,
            voice=voice,
        )

    def _pages(self, node: Node, said: str, language: str) -> list[tuple[str, ...]]:
        """The node as a call reads it: what it says in pieces, then so many of its choices, and the rest on the next page."""
        urgent = _flow_of(node.name) in {_flow_of(name) for name in self.urgent}
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
        if node.next and node.name.startswith(_flow_of(self.emergency) + ".") and not node.pace:
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
        "line.next",
        "line.text_word",
        "line.label.breaths",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
