"""The order in which a text is read. One list: whoever comes first and has an answer, answers.

What cannot wait stands first, what is open next, what was meant last. A new kind of open matter is one more file in
`app.engine.matters` and one more line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.actions.find_sites import search
from app.engine.caller_record import NOTHING
from app.engine.effects import NeedRecord
from app.engine.listed import as_text_already, choice, exact
from app.engine.matters import (
    answered_again,
    crisis,
    foreign,
    machine,
    noted,
    other_page,
    page,
    place_question,
    question,
    steps,
    unwell,
    way_back,
    where_alone,
)  # fmt: skip
from app.engine.sentence import missed, sentence
from app.engine.urgent import spoken_in, urgent
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.events import Texted

QUIET = 60
"""Seconds after which a text may answer something that came unasked, and the record is asked for it."""

Reader = Callable[["Conversation", Said], bool]


def on_text(conversation: Conversation, event: Texted) -> None:
    """The message has its answer, and what runs meanwhile is said under it."""
    said, known = event.said, conversation.known
    if known.loaded:
        conversation.session.recorded = known.runs
    conversation.said, conversation.heard, conversation.number, conversation.meaning = (
        said,
        event.text,
        event.number,
        event.meaning,
    )
    if not event.text.strip() and not event.number:
        _wordless(conversation, event)
        return
    for name, reader in ORDER:
        if reader(conversation, said):
            conversation.read_as = name
            if reader is sentence:
                other_page.offer(conversation, said)
            break
    else:
        conversation.read_as = NOT_UNDERSTOOD
        missed(conversation)
    conversation.tell_what_runs()


def _wordless(conversation: Conversation, event: Texted) -> None:
    """A pin is a place; a picture or sticker gets a kind line and where the caller is. Beside somebody dying, the steps stay."""
    pinned = event.latitude is not None and event.longitude is not None
    if pinned and "naloxone" in conversation.library.finds and not steps.is_open(conversation):
        service = conversation.session.service or "naloxone"
        node = conversation.library.nodes[
            conversation.library.finds.get(service, conversation.library.finds["naloxone"])
        ]
        if search(conversation, node, place=(event.latitude or 0.0, event.longitude or 0.0)):
            return
    conversation.say("line.text_only")
    conversation.again()


def carrier_words(conversation: Conversation, said: Said) -> bool:
    """STOP and START, as every carrier knows them."""
    stop, start = plain_answer.carrier_stop(said), plain_answer.carrier_start(said)
    if stop is not None:
        conversation.opt_out(stop)
    elif start is not None:
        conversation.opt_in(start)
    return stop is not None or start is not None


def record(conversation: Conversation, said: Said) -> bool:
    """The record is asked where this may answer something that came unasked; the message is then read once more."""
    known = conversation.known
    if known is NOTHING or known.loaded:
        return False
    session = conversation.session
    if (
        not conversation.library.talked_in(session.node, session.awaiting)
        and session.node
        and conversation.idle < QUIET
        and not session.recorded
    ):
        return False
    if conversation.vital_signs(said.text):
        return False
    conversation.effects.append(NeedRecord())
    return True


def vital_signs(conversation: Conversation, said: Said) -> bool:
    """A plain vital sign means the steps, whatever else was asked or said; inside the steps these read it themselves."""
    library = conversation.library
    if said.pick or steps.is_open(conversation) or said.words in library.opens:
        return False
    if library.labelled(conversation.session.node, said.words, conversation.language):
        return False
    if not conversation.vital_signs(said.text) or page.remembers(conversation, said):
        return False
    asked_about_a_life(conversation, said)  # what runs takes note, and is said under the steps
    return urgent(conversation, conversation.means(said.text))


def cry(conversation: Conversation, said: Said) -> bool:
    """A cry in a language that nobody taught the line to understand, by the phrases its language.yaml lists: the steps in it."""
    language = "" if said.pick or steps.is_open(conversation) else conversation.library.packs.cries(said)
    if not language:
        return False
    asked_about_a_life(conversation, said)
    conversation.session.language = language
    conversation.emergency()
    return True


def asked_about_a_life(conversation: Conversation, said: Said) -> bool:
    """A question of life and an alarm hear their answer even beside open steps, whose numbers they leave alone."""
    if said.pick and steps.take_numbers(conversation):
        return False
    return _answered(conversation, said, conversation.library.alive)


def asked_by_features(conversation: Conversation, said: Said) -> bool:
    """Whatever else of the features waits for an answer has it."""
    return _answered(conversation, said, conversation.library.awaited)


def _answered(conversation: Conversation, said: Said, readers: Iterable[Reader]) -> bool:
    """Whether one of them had the answer; a plain loop, because this is asked of every message."""
    for read in readers:
        if read(conversation, said):
            answered_again.note(conversation, said)
            return True
    return False


def bare_number(conversation: Conversation, said: Said) -> bool:
    """While a check asks, a number that does not answer it chooses from no older list."""
    waits = conversation.remind and conversation.remind not in conversation.library.meanwhile
    return bool(waits and said.pick in tuple("12345678") and conversation.idle >= QUIET)


def silence(conversation: Conversation, said: Said) -> bool:
    """A tap on a message, or a machine: a heart on a question was an answer before this; everything else gets none."""
    if said.reaction and not conversation.known.loaded and conversation.known is not NOTHING:
        conversation.effects.append(NeedRecord())
        return True
    if said.reaction and (conversation.known.check or conversation.known.nudge_pending):
        return (asked_about_a_life(conversation, said) or asked_by_features(conversation, said) or True) and _quiet(
            conversation
        )
    return machine.read(conversation, said)


def _quiet(conversation: Conversation) -> bool:
    conversation.remind = conversation.thank = ""
    return True


def language(conversation: Conversation, said: Said) -> bool:
    """Never an answer: a clear message in another language is answered in it from here on."""
    session, library = conversation.session, conversation.library
    if said.pick or not said.words or said.words in library.opens or said.words in library.languages:
        return False
    heard = library.packs.by_script(said.text) or library.heard_language(said.tokens, session.language)
    heard = "" if heard == session.language else heard
    if not heard and (not session.language or _leans_elsewhere(conversation, said)):
        meant_in = place_question.language_beside(
            conversation, said, spoken_in(conversation, conversation.means(said.text))
        )
        heard = meant_in if meant_in != session.language else ""
    if heard:
        conversation.switched = bool(session.language)
        session.language = heard
    return False


def _leans_elsewhere(conversation: Conversation, said: Said) -> bool:
    """Whether the words are rather of another language than the current one: small words, or a sign of a body and nothing of it."""
    library, current = conversation.library, conversation.session.language
    if library.leans_elsewhere(said.tokens, current):
        return True
    return library.says_nothing_in(said.tokens, current) and bool(conversation.vital_signs(said.text))


def topic(conversation: Conversation, said: Said) -> bool:
    """Never an answer: lasting acts have none to lean on but what is said plainly in this message."""
    conversation.answered = None
    return False


NOT_UNDERSTOOD = "not understood, back to what is open"
ORDER: tuple[tuple[str, Reader], ...] = (
    ("what was answered before", topic),
    ("machines and taps", silence),
    ("STOP and START", carrier_words),
    ("the record", record),
    ("language", language),
    ("a plain vital sign", vital_signs),
    ("a cry in a language for emergencies only", cry),
    ('a "sure?" of ours', question.read),
    ("the caller's own timer, or an alarm they were told of", asked_about_a_life),
    ("a page offered under the last answer", other_page.read),
    ("open steps", steps.read),
    ("a list looked up out of the steps", way_back.read),
    ("an invitation, a timer asked for on a call, a check-in", asked_by_features),
    ("a number while a check asks", bare_number),
    ("a talk about not wanting to live", crisis.read),
    ("an answer sent again", answered_again.read),
    ("numbers of the list", choice),
    ("labels and words of the line", exact),
    ("a word that only says it was read", noted.read),
    ("a language the line does not have", foreign.read),
    ("a wish to have this as a text", as_text_already),
    ("not feeling well", unwell.read),
    ("where, of the page that was read", where_alone.read),
    ("what was meant", sentence),
)
"""What staff call each step of reading, and its reader: machines, carrier words, vital signs; then what is open, nearest to a life first; then lists and words; then what is meant."""


TEXTS = frozenset({"line.text_only"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
