"""The order in which a text is read. One list: whoever comes first and has an answer, answers.

What cannot wait stands first, what is open next, what was meant last. A new kind of open matter is one more file in
`app.engine.matters` and one more line here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.actions.find_sites import answers_request, expects_place, search
from app.engine.caller_record import NOTHING
from app.engine.drug_questions import about_drugs
from app.engine.effects import NeedRecord
from app.engine.matters import crisis, foreign, machine, of_list, page, place_question, question, steps, unwell
from app.engine.routing import (
    ABOUT_US,
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
from app.understanding import EMERGENCIES

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


def on_text(talk: Conversation, event: Texted) -> None:
    """The message has its answer, and what runs meanwhile is said under it."""
    said = event.said
    talk.said, talk.heard, talk.number, talk.meaning = said, event.text, event.number, event.meaning
    if not event.text.strip() and not event.number:
        _wordless(talk, event)
        return
    talk.read_as = next((name for name, reader in ORDER if reader(talk, said)), "")
    if not talk.read_as:
        talk.read_as = NOT_UNDERSTOOD
        missed(talk)
    talk.tell_what_runs()


def _wordless(talk: Conversation, event: Texted) -> None:
    """A pin is a place; a picture or sticker gets a kind line and where the caller is. Beside somebody dying, the steps stay."""
    pinned = event.latitude is not None and event.longitude is not None
    if pinned and "naloxone" in talk.library.finds and not steps.is_open(talk):
        service = talk.session.service or "naloxone"
        node = talk.library.nodes[talk.library.finds.get(service, talk.library.finds["naloxone"])]
        if search(talk, node, place=(event.latitude or 0.0, event.longitude or 0.0)):
            return
    talk.say("line.text_only")
    talk.again()


def carrier_words(talk: Conversation, said: Said) -> bool:
    """STOP and START, as every carrier knows them."""
    stop, start = plain_answer.carrier_stop(said), plain_answer.carrier_start(said)
    if stop is not None:
        talk.opt_out(stop)
    elif start is not None:
        talk.opt_in(start)
    return stop is not None or start is not None


def record(talk: Conversation, said: Said) -> bool:
    """The record is asked where this may answer something that came unasked; the message is then read once more."""
    known = talk.known
    if known is NOTHING or known.loaded:
        return False
    session = talk.session
    if not talk.library.talked_in(session.node, session.awaiting) and session.node and talk.idle < QUIET:
        return False
    if talk.vital_signs(said.text):
        return False
    talk.effects.append(NeedRecord())
    return True


def vital_signs(talk: Conversation, said: Said) -> bool:
    """A plain vital sign means the steps, whatever else was asked or said; inside the steps these read it themselves."""
    library = talk.library
    chosen_by_name = said.words in library.opens or library.labelled(talk.session.node, said.words, talk.language)
    if steps.is_open(talk) or chosen_by_name or not talk.vital_signs(said.text) or page.remembers(talk, said):
        return False
    asked_about_a_life(talk, said)  # what runs takes note, and is said under the steps
    return urgent(talk, talk.means(said.text))


def cry(talk: Conversation, said: Said) -> bool:
    """A cry in a language that nobody taught the line to understand, by the phrases its language.yaml lists: the steps in it."""
    language = "" if said.pick or steps.is_open(talk) else talk.library.packs.cries(said)
    if not language:
        return False
    asked_about_a_life(talk, said)
    talk.session.language = language
    talk.emergency()
    return True


def asked_about_a_life(talk: Conversation, said: Said) -> bool:
    """A question of life and an alarm hear their answer even beside open steps, whose numbers they leave alone."""
    if said.pick and steps.take_numbers(talk):
        return False
    return any(read(talk, said) for one in talk.library.talks for read in one.alive)


def asked_by_features(talk: Conversation, said: Said) -> bool:
    """Whatever else of the features waits for an answer has it."""
    return any(read(talk, said) for one in talk.library.talks for read in one.answers)


def bare_number(talk: Conversation, said: Said) -> bool:
    """While a check asks, a number that does not answer it chooses from no older list."""
    waits = talk.remind and talk.remind not in talk.library.meanwhile
    return bool(waits and said.pick in tuple("12345678") and talk.idle >= QUIET)


def choice(talk: Conversation, said: Said) -> bool:
    """A number of the list last shown, or one of the line's own keys."""
    key = said.pick
    if not key:
        return False
    if chosen(talk, key):
        return True
    if key == "9":
        talk.emergency()
    elif key in _KEYS:
        command(talk, _KEYS[key])
    elif talk.node is None:
        _first(talk, key)
    else:
        missed(talk)
    return True


def _first(talk: Conversation, key: str) -> None:
    """A number with no list on the screen is a choice of the main menu, as printed on the programme's cards."""
    had_place = bool(talk.session.node)
    entry = talk.library.nodes[talk.library.entry]
    if had_place:
        talk.say("line.changed")
        talk.menu()
        return
    talk.session.node, talk.session.choices_hash = entry.name, entry.mark
    if not chosen(talk, key):
        talk.menu()


def exact(talk: Conversation, said: Said) -> bool:
    """The whole message is a label, a word of the line, a flow's or a language's: it is followed."""
    library, language, words = talk.library, talk.language, said.words
    if not words:
        return False
    key = library.labelled(talk.session.node, words, language)
    if key and talk.session.awaiting != "guess":
        return chosen(talk, key)
    if words in library.opens:
        open_flow(talk, library.opens[words])
        return True
    if words in library.languages:
        to_language(talk, library.languages[words])
        return True
    name = library.command(words, language)
    if not name:
        return _told(talk, said)
    if not talk.session.language:
        talk.session.language = library.language_of(words)
    talk.answered = by_command(talk, said, name)
    command(talk, name)
    return True


def _told(talk: Conversation, said: Said) -> bool:
    """True when the message tells what a choice of this flow is for ("he is breathing now"), and the caller is there."""
    name = "" if said.asks or talk.session.awaiting else talk.library.told(talk.session.node, said.words, talk.language)
    if not name or _outranks(talk, said, name):
        return False
    talk.enter(name)
    return True


def _outranks(talk: Conversation, said: Said, name: str) -> bool:
    """Whether a cry, a crisis or a STOP is more than what staff wrote for these words; the steps may tell their own."""
    meaning = talk.means(said.text)
    if meaning.intent in EMERGENCIES:
        return name not in talk.library.steps
    return meaning.intent == "suicidal_crisis" or (meaning.intent == "stop" and meaning.plain)


def as_text_already(talk: Conversation, said: Said) -> bool:
    """A wish to have this as a text is answered by the text itself; and it is anything but a wish for none."""
    if not asks_for_text(said.words):
        return False
    talk.again()
    return True


def sentence(talk: Conversation, said: Said) -> bool:
    """The words have their answer, by what they mean."""
    session, text = talk.session, said.text
    asked = talk.library.awaits.get(session.awaiting)
    if asked is not None and asked.surely is not None and asked.surely(text) and asked.answer(talk, text):
        return True
    meaning = talk.means(text)
    if _in_its_language(talk, meaning) or _told_of_places(talk, said) or page.read(talk, said):
        return True
    if not meaning.asked and about_drugs(talk, text):
        return True
    if urgent(talk, meaning) or revoked(talk, said, meaning) or about_drugs(talk, text, unknown=True):
        return True
    if meaning.emergency:
        talk.say("line.emergency_line")  # nearly one: in front of whatever the answer is
    if asked is not None and asked.answer(talk, text):
        return True
    if _asked_in_words(talk, said, meaning) or _wrong_number(talk, said):
        return True
    if of_list.read(talk, said) or answers_request(talk, meaning):
        return True
    if expects_place(talk, meaning) and search(talk, None, place=meaning.place or text):
        return True
    return _welcome(talk, meaning) or meant(talk, meaning) or _missed(talk, meaning.intent)


def _told_of_places(talk: Conversation, said: Said) -> bool:
    """What a feature was told, or a question for places that says nothing else, has its answer."""
    return any(read(talk, said) for one in talk.library.talks for read in one.told) or place_question.read(talk, said)


def _in_its_language(talk: Conversation, meaning: Meaning) -> bool:
    """True where a live language was asked for or written in that nobody taught us to understand; a cry goes on, in it."""
    language = meaning.foreign or ""
    if language not in talk.library.packs.codes or language == talk.language:
        return False
    if meaning.intent in EMERGENCIES:
        talk.session.language = language
        return False
    to_language(talk, language)
    return True


def _asked_in_words(talk: Conversation, said: Said, meaning: Meaning) -> bool:
    """A question that staff listed by its words has its answer: below a list of places, an hour is theirs."""
    if of_list.may_mean_it(talk, meaning) and of_list.read(talk, said):
        return True
    return meaning.asked and meant(talk, meaning)


def _welcome(talk: Conversation, meaning: Meaning) -> bool:
    """Somebody new who says hello, or nothing of ours, hears who this is."""
    if (
        talk.session.node
        or meaning.intent not in ("greeting", "unrelated")
        or meaning.clarify
        or talk.remind
        or talk.thank
    ):
        return False
    if (
        meaning.topic is not None
        and meaning.topic in talk.library.topics
        and meaning.topic in ABOUT_US | {"overdose_response"}
    ):
        return False
    talk.say("line.welcome")
    talk.menu()
    return True


def _wrong_number(talk: Conversation, said: Said) -> bool:
    """Whoever did not want us hears that it is fine, and how it ends."""
    listed = talk.library.plain_answers(talk.language).get("wrong_number", ())
    if len(said.tokens) > 12 or not any(f" {phrase} " in f" {said.words} " for phrase in listed):
        return False
    talk.say("line.wrong_number")
    return True


def _missed(talk: Conversation, intent: str) -> bool:
    missed(talk, intent)
    return True


def missed(talk: Conversation, intent: str = "") -> None:
    """Not understood: never a scolding, always where the caller is or what runs, and after a few times a person."""
    misses = talk.session.misses + 1
    talk.count("not_understood", intent=intent)
    if talk.thank:
        talk.say(talk.thank)
        return
    if talk.remind:
        return  # what runs is said, and nothing in front of it
    talk.say("line.not_understood")
    if misses >= MISSES_TO_A_PERSON:
        talk.say("line.person" if talk.library.release.blanks.get("peer_number") else "line.no_person")
    if (
        talk.node is None
        or talk.node.choices
        or talk.session.awaiting
        or talk.session.node in talk.library.emergency_flow
    ):
        talk.again()
    else:
        talk.menu()  # saying a long answer once more helps nobody
    talk.session.misses = misses


def silence(talk: Conversation, said: Said) -> bool:
    """A tap on a message, or a machine: a heart on a question was an answer before this; everything else gets none."""
    if said.reaction and not talk.known.loaded and talk.known is not NOTHING:
        talk.effects.append(NeedRecord())
        return True
    if said.reaction and (talk.known.check or talk.known.nudge_pending):
        return (asked_about_a_life(talk, said) or asked_by_features(talk, said) or True) and _quiet(talk)
    return machine.read(talk, said)


def _quiet(talk: Conversation) -> bool:
    talk.remind = talk.thank = ""
    return True


def language(talk: Conversation, said: Said) -> bool:
    """Never an answer: a clear message in another language is answered in it from here on."""
    session, library = talk.session, talk.library
    if said.pick or not said.words or said.words in library.opens or said.words in library.languages:
        return False
    heard = library.packs.by_script(said.text) or library.heard_language(said.tokens, session.language)
    heard = "" if heard == session.language else heard
    if not heard and (not session.language or library.leans_elsewhere(said.tokens, session.language)):
        meant_in = place_question.language_beside(talk, said, spoken_in(talk, talk.means(said.text)))
        heard = meant_in if meant_in != session.language else ""
    if heard:
        talk.switched = bool(session.language)
        session.language = heard
    return False


def topic(talk: Conversation, said: Said) -> bool:
    """Never an answer: lasting acts have none to lean on but what is said plainly in this message."""
    talk.answered = None
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
    ("an invitation, a timer asked for on a call, a check-in", asked_by_features),
    ("a number while a check asks", bare_number),
    ("a talk about not wanting to live", crisis.read),
    ("numbers of the list", choice),
    ("labels and words of the line", exact),
    ("a language the line does not have", foreign.read),
    ("a wish to have this as a text", as_text_already),
    ("not feeling well", unwell.read),
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
