"""One turn while it is worked out: the session as it will be, and the effects so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from app.engine import spoken_pages
from app.engine.caller_record import NOTHING, CallerRecord
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import UNANSWERED, Connect, Count, Effect, HangUp, Listen, OptIn, OptOut, Say
from app.engine.emergency import sounds_urgent
from app.engine.plain_answer import PlainAnswer
from app.engine.release import Node
from app.engine.session import BACK_LIMIT, Reading, Session, Turn
from app.language.said import Said
from app.understanding import Meaning

GO_LIMIT = 8
"""Nodes said in one reply; `porchlight check` refuses flows that would need more."""
_ENDS = (Listen, Connect, HangUp)


class Abilities(NamedTuple):
    """What a conversation calls on without knowing it; handed in, so that whatever talks may know the conversation."""

    actions: Mapping[str, Callable[[Conversation, Node], str]]
    """The engine's own, by a node's `do`; those of features come with the release."""
    search_again: Callable[[Conversation], bool]
    before_listening: Callable[[Conversation], None]
    """Said last on a call."""


class Conversation:
    """What one event does to one caller's session; built, told, and asked for its `turn`."""

    __slots__ = (
        "abilities",
        "answered",
        "effects",
        "heard",
        "idle",
        "known",
        "library",
        "meaning",
        "now",
        "number",
        "read_as",
        "remind",
        "said",
        "session",
        "switched",
        "thank",
        "thank_leads",
    )

    def __init__(
        self,
        library: CompiledRelease,
        session: Session,
        now: datetime,
        known: CallerRecord = NOTHING,
        *,
        abilities: Abilities,
        at: int | None = None,
    ):
        self.library = library
        self.abilities = abilities
        self.session = msgspec.structs.replace(session)
        self.effects: list[Effect] = []
        self.now = now
        self.known = known
        self.idle = (int(now.timestamp()) if at is None else at) - session.last_event_at
        self.heard, self.number = "", False
        self.read_as = ""
        """The step of the reading order that had the answer."""
        self.meaning: Meaning | None = None
        self.said: Said | None = None
        self.answered: PlainAnswer | None = None
        """What was plainly answered by this message: the only thing a lasting act may be built from."""
        self.remind = ""
        """Content key said under the answer: what runs, or waits, meanwhile."""
        self.switched = False
        """Whether this message is answered in another language than the one before."""
        self.thank = ""
        """Content key said where nothing else was understood: thanks to somebody who answered in words of their own."""
        self.thank_leads: tuple[str, ...] = ()
        """Nodes that the numbers in those thanks lead to, in their order."""

    @property
    def language(self) -> str:
        """The language of this turn's answer."""
        return self.session.language or self.library.default

    @property
    def composing(self) -> str:
        """The language of what is put together from many pieces: the caller's, or the default where it lacks some."""
        return self.library.packs.composed_in(self.language, spoken=self.on_call)

    @property
    def on_call(self) -> bool:
        """Whether the answer will be spoken."""
        return self.session.channel == "voice"

    @property
    def node(self) -> Node | None:
        """Where the caller is; None before the first message and where the place is gone."""
        return self.library.nodes.get(self.session.node)

    def means(self, text: str) -> Meaning:
        """What the words mean; only the plainest emergencies when no understanding is loaded."""
        if self.meaning is not None and text is self.heard:
            return self.meaning
        understander = self.library.understander
        if understander is None:
            intent = "overdose_emergency" if sounds_urgent(text) else "unrelated"
            return Meaning(intent=intent, confidence=0.0)
        channel = "speech" if self.on_call else "sms"
        meaning = understander.understand(text, language=self.session.language, channel=channel)
        self.heard, self.meaning = text, meaning
        return meaning

    def vital_signs(self, text: str) -> bool:
        """Whether a plain vital sign stands in these words; by rule, whatever else they say."""
        if not text.strip() or (self.said is not None and self.said.pick):
            return False
        if self.library.understander is None:
            return sounds_urgent(text)
        meaning = self.means(text)
        return meaning.is_emergency and meaning.plain

    def say(self, key: str, /, **blanks: str) -> None:
        """The content is said, as text or speech as the channel needs."""
        library, packs = self.library, self.library.packs
        if self.on_call:
            self.words(library.spoken(key, self.language, **blanks), language=packs.spoken_in(key, self.language))
        else:
            self.words(library.text(key, self.language, **blanks), language=packs.written_in(key, self.language))

    def say_private(self, key: str, /, **blanks: str) -> None:
        """The content is said with words of the caller's own in it: they are in no receipt."""
        language = self.library.packs.written_in(key, self.language)
        self.effects.append(Say(self.library.text(key, self.language, **blanks), language, private=True))

    def words(self, text: str, *, slower: bool = False, language: str = "") -> None:
        """These words of ours, in this language or in the one things are put together in, are said."""
        if text:
            self.effects.append(Say(text, language or self.composing, slower))

    def tally(self, name: str, *, intent: str = "") -> None:
        """A tally goes up by one."""
        self.effects.append(Count(name, self.session.node, intent))

    def unanswered(self, topic: str) -> None:
        """Something was asked about this topic and had no page: counted by week, topic and language, without words."""
        self.effects.append(Count(UNANSWERED, self.language, topic))

    def enter(self, name: str, *, remember: bool = True) -> None:
        """The caller is at this node, and at what follows from it without waiting."""
        if remember:
            self._remember(name)
        for _ in range(GO_LIMIT):
            node = self.library.nodes.get(name) or self.library.nodes[self.library.entry]
            self._arrive(node)
            action = self.abilities.actions.get(node.do) or self.library.actions.get(node.do)
            name = action(self, node) if action is not None else self._say_and_go(node)
            if not name:
                return

    def move(self, name: str) -> None:
        """The caller is at this node, and nothing has been said yet."""
        self._remember(name)
        node = self.library.nodes[name]
        self._arrive(node)

    def _say_and_go(self, node: Node) -> str:
        self.show(node)
        return node.go

    def _remember(self, coming: str) -> None:
        here = self.session.node
        if here and here != coming and here in self.library.nodes:
            self.session.back = (*self.session.back, here)[-BACK_LIMIT:]

    def _arrive(self, node: Node) -> None:
        session = self.session
        session.node, session.choices_hash = node.name, node.mark
        session.misses = session.silences = session.page = session.stayed = 0
        session.options = session.draft = ()
        session.awaiting = session.service = session.search_place = session.site = ""
        if node.name in self.library.urgent:
            self.tally("emergency")

    def show(self, node: Node, *, slower: bool = False, page: int = 0) -> None:
        """The node's words and choices are said again, without moving."""
        shown = self.library.shown(node, self.language)
        if not self.on_call:
            self.words(shown.text, language=shown.language)
            return
        self.effects += spoken_pages.page(self.library, self.session, node, number=page, slower=slower)

    def count_breaths(self, node: Node) -> None:
        """The breaths are counted, one every five seconds, until a key ends it."""
        self.effects += spoken_pages.breaths(self.library, self.session, node)

    def again(self, *, slower: bool = False) -> None:
        """Where the caller is, once more; the menu when that place is gone."""
        node = self.node
        if node is None or not node.say:
            # an action that spoke for itself has nothing to say twice, and is no place to come back to
            self.enter(self.library.entry, remember=False)
        elif node.do and self.session.awaiting:
            if not self.abilities.search_again(self):
                question = self.library.awaits.get(self.session.awaiting)
                self.say((question.again if question else "") or node.say)
        else:
            self.session.choices_hash = node.mark
            self.show(node, slower=slower)

    def menu(self) -> None:
        """The caller is at the main menu."""
        self.enter(self.library.entry)

    def emergency(self, name: str = "") -> None:
        """The steps are said, first of all and complete."""
        self.session.weighed = False
        self.enter(name if name in self.library.nodes else self.library.emergency)

    def offer(self, options: tuple[str, ...], labels: list[str]) -> None:
        """Numbered options are said; the session knows them by our own names."""
        self.session.options, self.session.awaiting = options, "guess"
        if self.on_call:
            line = [
                self.library.text("line.press", self.composing, key=str(n), label=label)
                for n, label in enumerate(labels, 1)
            ]
            self.words(" ".join(line))
        else:
            self.words("\n".join(f"{n} {label}" for n, label in enumerate(labels, 1)))

    def opt_out(self, by: PlainAnswer) -> None:
        """Nothing unasked goes out from now on, and one confirmation says so, and what ended with it."""
        self.effects.append(OptOut(by))
        self.tally("opt_out")
        self.say("line.stopped_crisis" if self.session.node in self.library.crisis_flow else "line.stopped")
        for talk in self.library.talks:
            if talk.on_stop is not None:
                talk.on_stop(self)
        self.remind = ""

    def tell_what_runs(self) -> None:
        """What runs and until when is said under the answer, once, and never on a call."""
        if self.remind and not self.on_call:
            key, self.remind = self.remind, ""
            self.say(key, minutes=str(max(1, self.known.left)))

    def opt_in(self, by: PlainAnswer) -> None:
        """Texts may go out again; nothing that was armed before comes back."""
        self.effects.append(OptIn(by))
        self.say("line.started")

    def turn(self) -> Turn:
        """The finished turn; on a call it always ends in listening, a bridge or a goodbye."""
        self._tell_of_fallback()
        if self.on_call and not (self.effects and isinstance(self.effects[-1], _ENDS)):
            self.abilities.before_listening(self)
            self.effects.append(spoken_pages.listening(self.library, self.session))
        reading = Reading(self.read_as, self.meaning, self.known) if self.read_as else None
        return Turn(self.session, tuple(self.effects), reading)

    def _tell_of_fallback(self) -> None:
        """Whoever reads or hears another language than their own is told why, once; under the answer, never before it."""
        session, packs, own = self.session, self.library.packs, self.language
        if own not in packs.partial or session.fell_back == own:
            return
        if all(effect.language == own for effect in self.effects if isinstance(effect, Say)):
            return
        if self.by_text_only():
            return
        session.fell_back = own
        ends = isinstance(self.effects[-1], _ENDS)
        at = len(self.effects) - ends
        self.say("line.partial")
        self.effects[at:] = [self.effects[-1], *self.effects[at:-1]]

    def by_text_only(self) -> bool:
        """Whether no voice reads the caller's language on this call; it is said, once, in the default language."""
        session, library = self.session, self.library
        if not self.on_call or library.packs.speaks(self.language):
            return False
        if session.fell_back != self.language:
            session.fell_back = self.language
            name = library.packs.called(self.language, by=library.default)
            words = library.spoken("line.by_text_only", library.default, language=name)
            ends = bool(self.effects) and isinstance(self.effects[-1], _ENDS)
            self.effects.insert(len(self.effects) - ends, Say(words, library.default))
        return True


TEXTS = frozenset(
    {"line.by_text_only", "line.partial", "line.press", "line.stopped", "line.stopped_crisis", "line.started"}
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
