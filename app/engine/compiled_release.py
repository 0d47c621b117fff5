"""A release made ready to answer from: every node written and spoken out once, every word looked up in a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from app.drugs.answer import Drugs
from app.engine.follow_ups import FollowUps
from app.engine.listed_words import ListedWords
from app.engine.pages import flow_of
from app.engine.release import Release
from app.language.short_answers import plain
from app.understanding import Meaning

if TYPE_CHECKING:
    from app.engine.talk import Talk
    from app.places.finder import Finder
    from app.understanding.topic_model import Likely


SUBJECT = "subject."
"""What the keys of pages' subjects begin with."""


class Understands(Protocol):
    """Whatever tells what a message means."""

    def understand(self, text: str, *, language: str = "", channel: str = "sms", expects: str | None = None) -> Meaning:
        """The meaning of these words; never raises."""
        ...

    def likeliest(self, text: str) -> Likely | None:
        """The topic that this is most like, however unlikely."""
        ...

    def asked_of(self, text: str, subject: str) -> str | None:
        """The topic that these words ask about where they are said of this subject; None where none is likely."""
        ...


class CompiledRelease(ListedWords):
    """Answers every look-up of `step`; immutable, swapped whole when staff publish a change."""

    def __init__(
        self,
        release: Release,
        *,
        understander: Understands | None = None,
        finder: Finder | None = None,
        talks: Sequence[Talk[Any]] = (),
    ):
        super().__init__(release)
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
        self.drugs = Drugs(release.drugs)
        self.entry = release.entry
        self.paced = next((name for name, node in release.nodes.items() if node.pace), "")
        self.topics = {topic: node for flow in release.flows.values() for topic, node in flow.topics.items()}
        self.finds = {node.service: name for name, node in release.nodes.items() if node.do == "find_sites"}
        self.follow_ups = FollowUps(release.speech, release.nodes)
        self.emergency_flow = self._flows_with(self.emergency)
        self.urgent_flows = self._flows_with(*self.urgent)
        """Every page beside somebody who may be dying, whatever they took."""
        self.crisis_flow = self._flows_with(self.answers.get("suicidal_crisis", ""))
        self.steps = self._steps()
        self.first_steps = self._first_steps()
        self.open_steps = self._open_steps()

    @cached_property
    def subject_words(self) -> frozenset[str]:
        """The words by which pages' subjects are named, in all languages, without those that stand around any name."""
        around = {word for words in self.drugs.knowledge.mixing.values() for word in " ".join(words.around).split()}
        named = {
            word
            for texts in self.release.texts.values()
            for key in texts
            if key.startswith(SUBJECT)
            for word in plain(str(texts[key].text)).split()
        }
        return frozenset(word for word in named - around if len(word) > 2)

    def _flows_with(self, *nodes: str) -> frozenset[str]:
        """All nodes of the flows in which these are."""
        flows = {flow_of(node) for node in nodes if node}
        return frozenset(name for name in self.release.nodes if flow_of(name) in flows)

    def _steps(self) -> frozenset[str]:
        """The answers to emergencies and what follows them inside their flows: what two people sign."""
        found: set[str] = set()
        coming = list(self.urgent)
        for start in self.urgent:
            flow = self.release.flows.get(flow_of(start))
            coming += [to for to in flow.hears.values() if flow_of(to) == flow.name] if flow else []
        while coming:
            node = self.nodes.get(coming.pop())
            if node is None or node.name in found:
                continue
            found.add(node.name)
            ways = (node.next, node.go, *(choice.go for choice in node.choices))
            coming += [way for way in ways if flow_of(way) == flow_of(node.name)]
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

    def hears(self, node: str, report: str) -> str:
        """The node to which this report leads inside the flow of this node; empty where it leads nowhere."""
        flow = self.release.flows.get(flow_of(node))
        target = flow.hears.get(report, "") if flow else ""
        return target if target in self.nodes else ""

    def talked_in(self, node: str, waiting: str) -> bool:
        """Whether a feature talks here, or waits for an answer to a question of its own."""
        return waiting in self.awaits or flow_of(node) in self._talked_in
