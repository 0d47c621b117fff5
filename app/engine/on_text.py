"""What a text message does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions import ANSWERS
from app.engine.actions.find_sites import answers_request, expects_place, search
from app.engine.actions.timer_on_a_call import ASKED, minutes_said
from app.engine.caller_record import NOTHING
from app.engine.drug_questions import about_drugs
from app.engine.pending_replies import running
from app.engine.routing import ABOUT_US, chosen, command, meant, to_language, urgent
from app.engine.text_from_call import asks_for_text
from app.language.short_answers import CARRIER_START, CARRIER_STOP, is_reaction, pick, plain
from app.understanding import EMERGENCIES

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.events import Texted
    from app.understanding import Meaning

MISSES_TO_A_PERSON = 3
"""After this many replies in a row that were not understood, a person is offered."""
_KEYS = {"9": "", "*": "repeat", "#": "back", "0": "person"}
"""Keys of a call that mean the same in a text."""


def on_text(talk: Conversation, event: Texted) -> None:
    """The message has its answer: choice, then emergency, crisis, stop, what the node expects, anything else."""
    if is_reaction(event.text):
        return
    if not event.text.strip() and not event.number:
        _wordless(talk, event)
        return
    talk.heard, talk.number = event.text, event.number
    if talk.known is not NOTHING and running(talk, event.text):
        return
    key = pick(event.text)
    if key:
        _picked(talk, key)
        return
    words = plain(event.text)
    if words and exact(talk, words):
        return
    if asks_for_text(words):
        talk.again()  # this is a text already; and it is anything but a wish for none
        return
    sentence(talk, event.text, event.meaning)


def _wordless(talk: Conversation, event: Texted) -> None:
    """A pin is a place; a picture or sticker gets a kind line and where the caller is."""
    if event.latitude is not None and event.longitude is not None and "naloxone" in talk.library.finds:
        service = talk.session.service or "naloxone"
        node = talk.library.nodes[talk.library.finds.get(service, talk.library.finds["naloxone"])]
        if search(talk, node, place=(event.latitude, event.longitude)):
            return
    talk.say("line.text_only")
    talk.again()


def _picked(talk: Conversation, key: str) -> None:
    if chosen(talk, key):
        return
    if key == "9":
        talk.emergency()
    elif key in _KEYS:
        command(talk, _KEYS[key])
    elif talk.node is None:
        _first(talk, key)
    else:
        missed(talk)


def _first(talk: Conversation, key: str) -> None:
    """A number with no list on the screen is a choice of the main menu, as printed on the programme's cards."""
    had_place = bool(talk.session.node)
    entry = talk.library.nodes[talk.library.entry]
    if had_place:
        talk.say("line.changed")
        talk.menu()
        return
    talk.session.node, talk.session.mark = entry.name, entry.mark
    if not chosen(talk, key):
        talk.menu()


def exact(talk: Conversation, words: str) -> bool:
    """True when the whole message is a label, a word of the line, a flow's word or a carrier word, and was followed."""
    library, language = talk.library, talk.language
    key = library.labelled(talk.session.node, words, language)
    if key and talk.session.waiting != "guess":
        return chosen(talk, key)
    if words in CARRIER_STOP:
        talk.opt_out()
        return True
    if words in CARRIER_START:
        talk.opt_in()
        return True
    if words in library.opens:
        _speak(talk, words)
        _open(talk, library.opens[words])
        return True
    if words in library.languages:
        to_language(talk, library.languages[words])
        return True
    name = library.command(words, language)
    if not name:
        return _told(talk, words)
    if not talk.session.language:
        talk.session.language = library.language_of(words)
    command(talk, name)
    return True


def _told(talk: Conversation, words: str) -> bool:
    """True when the message tells what a choice of this flow is for ("he is breathing now"), and the caller is there."""
    asks = "?" in talk.heard  # "breathing?" tells nothing
    name = "" if asks or talk.session.waiting else talk.library.told(talk.session.node, words, talk.language)
    if not name or _outranks(talk, words, name):
        return False
    talk.enter(name)
    return True


def _outranks(talk: Conversation, words: str, name: str) -> bool:
    """Whether a cry, a crisis or a STOP is more than what staff wrote for these words; the steps may tell their own."""
    meaning = talk.means(words)
    if meaning.intent in EMERGENCIES:
        return name not in talk.library.steps
    return meaning.intent == "suicidal_crisis" or (meaning.intent == "stop" and meaning.why != ("model",))


def _speak(talk: Conversation, words: str) -> None:
    """A flow's word in one language sets the language of somebody who has not chosen one yet."""
    if talk.session.language:
        return
    for flow in talk.library.release.flows.values():
        for language, word in flow.word.items():
            if plain(word) == words:
                talk.session.language = language
                return


def _open(talk: Conversation, name: str) -> None:
    if name == talk.library.emergency:
        talk.emergency()
    else:
        talk.enter(name)


def sentence(talk: Conversation, text: str, meaning: Meaning | None) -> None:
    """The words have their answer, by what they mean."""
    if talk.session.waiting in ASKED and minutes_said(text) and ANSWERS[talk.session.waiting](talk, text):
        return
    if about_drugs(talk, text):
        return
    meaning = meaning or talk.means(text)
    if not talk.session.language and meaning.language in talk.library.release.languages:
        talk.session.language = meaning.language or ""
    if urgent(talk, meaning) or about_drugs(talk, text, unknown=True):
        return
    talk.meaning = meaning
    if meaning.emergency:
        talk.say("line.emergency_line")  # nearly one: in front of whatever the answer is
    if talk.session.waiting in ANSWERS and ANSWERS[talk.session.waiting](talk, text):
        return
    if answers_request(talk, meaning) or (
        expects_place(talk, meaning) and search(talk, None, place=meaning.place or text)
    ):
        return
    first = not talk.session.node
    if first and meaning.intent in ("greeting", "unrelated") and not meaning.clarify and meaning.topic not in ABOUT_US:
        talk.say("line.welcome")
        talk.menu()
        return
    if not meant(talk, meaning):
        missed(talk, meaning.intent)


def missed(talk: Conversation, intent: str = "") -> None:
    """Not understood: never a scolding, always where the caller is, and after a few times a person."""
    misses = talk.session.misses + 1
    talk.count("not_understood", intent=intent)
    talk.say("line.not_understood")
    if misses >= MISSES_TO_A_PERSON:
        talk.say("line.person" if talk.library.release.blanks.get("peer_number") else "line.no_person")
    if (
        talk.node is None
        or talk.node.choices
        or talk.session.waiting
        or talk.session.node in talk.library.emergency_flow
    ):
        talk.again()
    else:
        talk.menu()  # saying a long answer once more helps nobody
    talk.session.misses = misses


TEXTS = frozenset(
    {
        "line.text_only",
        "line.changed",
        "line.emergency_line",
        "line.welcome",
        "line.not_understood",
        "line.person",
        "line.no_person",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
