"""The order in which a text is read. One list: whoever comes first and has an answer, answers.

What cannot wait stands first, what is open next, what was meant last. A new kind of open matter is one more file in
`app.engine.matters` and one more line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.actions.find_sites import answers_request, expects_place, search
from app.engine.caller_record import NOTHING
from app.engine.drug_questions import about_drugs
from app.engine.effects import NeedRecord
from app.engine.matters import (
    answered_again,
    crisis,
    foreign,
    machine,
    of_list,
    page,
    place_question,
    question,
    steps,
    unwell,
    way_back,
    where_alone,
)  # fmt: skip
from app.engine.routing import (
    ABOUT_US,
    ASKING,
    by_command,
    chosen,
    command,
    meant,
    open_flow,
    revoked,
    spoken_in,
    to_language,
    urgent,
)
from app.engine.text_from_call import asks_for_text
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.events import Texted
    from app.understanding import Meaning

MISSES_TO_A_PERSON = 3
"""After this many replies in a row that were not understood, a person is offered."""
QUIET = 60
"""Seconds after which a text may answer something that came unasked, and the record is asked for it."""
_KEYS = {"9": "", "*": "repeat", "#": "back", "0": "person"}
"""Keys of a call that mean the same in a text."""

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
    chosen_by_name = said.words in library.opens or library.labelled(
        conversation.session.node, said.words, conversation.language
    )
    if (
        steps.is_open(conversation)
        or chosen_by_name
        or not conversation.vital_signs(said.text)
        or page.remembers(conversation, said)
    ):
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


def choice(conversation: Conversation, said: Said) -> bool:
    """A number of the list last shown, or one of the line's own keys."""
    key = said.pick
    if not key:
        return False
    if chosen(conversation, key):
        return True
    if key == "9":
        conversation.emergency()
    elif key in _KEYS:
        command(conversation, _KEYS[key])
    elif conversation.node is None:
        _first(conversation, key)
    else:
        missed(conversation)
    return True


def _first(conversation: Conversation, key: str) -> None:
    """A number with no list on the screen is a choice of the main menu, as printed on the programme's cards."""
    had_place = bool(conversation.session.node)
    entry = conversation.library.nodes[conversation.library.entry]
    if had_place:
        conversation.say("line.changed")
        conversation.menu()
        return
    conversation.session.node, conversation.session.choices_hash = entry.name, entry.mark
    if not chosen(conversation, key):
        conversation.menu()


def exact(conversation: Conversation, said: Said) -> bool:
    """The whole message is a label, a word of the line, a flow's or a language's: it is followed."""
    library, language, words = conversation.library, conversation.language, said.words
    if not words:
        return False
    key = library.labelled(conversation.session.node, words, language)
    if key and conversation.session.awaiting != "guess":
        return chosen(conversation, key)
    if words in library.opens:
        open_flow(conversation, library.opens[words])
        return True
    if words in library.languages:
        to_language(conversation, library.languages[words])
        return True
    name = library.command(words, language)
    if not name:
        return _told(conversation, said)
    if not conversation.session.language:
        conversation.session.language = library.language_of(words)
    conversation.answered = by_command(conversation, said, name)
    command(conversation, name)
    return True


def _told(conversation: Conversation, said: Said) -> bool:
    """True when the message tells what a choice of this flow is for ("he is breathing now"), and the caller is there."""
    name = (
        ""
        if said.asks or conversation.session.awaiting
        else conversation.library.told(conversation.session.node, said.words, conversation.language)
    )
    if not name or _outranks(conversation, said, name):
        return False
    conversation.enter(name)
    return True


def _outranks(conversation: Conversation, said: Said, name: str) -> bool:
    """Whether a cry, a crisis or a STOP is more than what staff wrote for these words; the steps may tell their own."""
    meaning = conversation.means(said.text)
    if meaning.is_emergency:
        return name not in conversation.library.steps
    return meaning.intent == "suicidal_crisis" or (meaning.intent == "stop" and meaning.plain)


def as_text_already(conversation: Conversation, said: Said) -> bool:
    """A wish to have this as a text is answered by the text itself; and it is anything but a wish for none."""
    if not asks_for_text(said.words):
        return False
    conversation.again()
    return True


def sentence(conversation: Conversation, said: Said) -> bool:
    """The words have their answer, by what they mean."""
    session, text = conversation.session, said.text
    asked = conversation.library.awaits.get(session.awaiting)
    if asked is not None and asked.surely is not None and asked.surely(text) and asked.answer(conversation, text):
        return True
    meaning = conversation.means(text)
    if _in_its_language(conversation, meaning) or _told_of_places(conversation, said) or page.read(conversation, said):
        return True
    if about_drugs(conversation, text, meaning):
        return True
    if (
        urgent(conversation, meaning)
        or revoked(conversation, said, meaning)
        or about_drugs(conversation, text, meaning, unknown=True)
    ):
        return True
    if meaning.emergency:
        conversation.say("line.emergency_line")  # nearly one: in front of whatever the answer is
    if asked is not None and asked.answer(conversation, text):
        return True
    if _asked_in_words(conversation, said, meaning) or _wrong_number(conversation, said):
        return True
    if of_list.read(conversation, said) or answers_request(conversation, meaning):
        return True
    if _place_given(conversation, said, meaning):
        return True
    return _welcome(conversation, meaning) or meant(conversation, meaning) or _missed(conversation, meaning)


def _place_given(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """True when a place was asked for and this was looked up as one; a question that names none hears again what is asked."""
    if not expects_place(conversation, meaning):
        return False
    question = said.asks or (bool(said.tokens) and said.tokens[0] in ASKING)
    if conversation.session.awaiting == "place" and question and not meaning.place:
        conversation.again()
        return True
    return search(conversation, None, place=meaning.place or said.text)


def _told_of_places(conversation: Conversation, said: Said) -> bool:
    """What a feature was told, or a question for places that says nothing else, has its answer."""
    return any(
        read(conversation, said) for one in conversation.library.talks for read in one.told
    ) or place_question.read(conversation, said)


def _in_its_language(conversation: Conversation, meaning: Meaning) -> bool:
    """True where a live language was asked for or written in that nobody taught us to understand; a cry goes on, in it."""
    language = meaning.foreign or ""
    if language not in conversation.library.packs.codes or language == conversation.language:
        return False
    if meaning.is_emergency:
        conversation.session.language = language
        return False
    to_language(conversation, language)
    return True


def _asked_in_words(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """A question that staff listed by its words has its answer: below a list of places, an hour is theirs."""
    if of_list.may_mean_it(conversation, meaning) and of_list.read(conversation, said):
        return True
    return meaning.asked and meant(conversation, meaning)


def _welcome(conversation: Conversation, meaning: Meaning) -> bool:
    """Somebody new who says hello, or nothing of ours, hears who this is."""
    if (
        conversation.session.node
        or meaning.intent not in ("greeting", "unrelated")
        or meaning.clarify
        or conversation.remind
        or conversation.thank
    ):
        return False
    if (
        meaning.topic is not None
        and meaning.topic in conversation.library.topics
        and meaning.topic in ABOUT_US | {"overdose_response"}
    ):
        return False
    if meaning.intent != "greeting":
        conversation.unanswered(meaning.topic or meaning.intent)
    conversation.say("line.welcome")
    conversation.menu()
    return True


def _wrong_number(conversation: Conversation, said: Said) -> bool:
    """Whoever did not want us hears that it is fine, and how it ends."""
    listed = conversation.library.plain_answers(conversation.language).get("wrong_number", ())
    if len(said.tokens) > 12 or not any(f" {phrase} " in f" {said.words} " for phrase in listed):
        return False
    conversation.say("line.wrong_number")
    return True


def _missed(conversation: Conversation, meaning: Meaning) -> bool:
    conversation.unanswered(meaning.topic or next(iter(meaning.guesses), meaning.intent))
    missed(conversation, meaning.intent)
    return True


def missed(conversation: Conversation, intent: str = "") -> None:
    """Not understood: never a scolding, always where the caller is or what runs, and after a few times a person."""
    misses = conversation.session.misses + 1
    conversation.tally("not_understood", intent=intent)
    if way_back.instead(conversation):
        return
    if conversation.thank:
        conversation.say(conversation.thank)
        if conversation.thank_leads:
            conversation.session.options, conversation.session.awaiting = conversation.thank_leads, "guess"
        return
    if conversation.remind:
        return  # what runs is said, and nothing in front of it
    conversation.say("line.not_understood")
    if misses >= MISSES_TO_A_PERSON:
        conversation.say("line.person" if conversation.library.release.blanks.get("peer_number") else "line.no_person")
    if (
        conversation.node is None
        or conversation.node.choices
        or conversation.session.awaiting
        or conversation.session.node in conversation.library.emergency_flow
    ):
        conversation.again()
    else:
        conversation.menu()  # saying a long answer once more helps nobody
    conversation.session.misses = misses


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
    if not heard and (not session.language or library.leans_elsewhere(said.tokens, session.language)):
        meant_in = place_question.language_beside(
            conversation, said, spoken_in(conversation, conversation.means(said.text))
        )
        heard = meant_in if meant_in != session.language else ""
    if heard:
        conversation.switched = bool(session.language)
        session.language = heard
    return False


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
    ("open steps", steps.read),
    ("a list looked up out of the steps", way_back.read),
    ("an invitation, a timer asked for on a call, a check-in", asked_by_features),
    ("a number while a check asks", bare_number),
    ("a talk about not wanting to live", crisis.read),
    ("an answer sent again", answered_again.read),
    ("numbers of the list", choice),
    ("labels and words of the line", exact),
    ("a language the line does not have", foreign.read),
    ("a wish to have this as a text", as_text_already),
    ("not feeling well", unwell.read),
    ("where, of the page that was read", where_alone.read),
    ("what was meant", sentence),
)
"""What staff call each step of reading, and its reader: machines, carrier words, vital signs; then what is open, nearest to a life first; then lists and words; then what is meant."""


TEXTS = frozenset(
    {
        "line.no_person",
        "line.not_understood",
        "line.welcome",
        "line.text_only",
        "line.person",
        "line.emergency_line",
        "line.wrong_number",
        "line.changed",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
