"""What happens on a call: keys, speech, silence, and coming back after a call broke off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.engine import spoken_pages
from app.engine.actions.find_sites import search
from app.engine.compiled_release import BREATHS_KEY
from app.engine.effects import Connect, HangUp
from app.engine.events import CallReturned, CallStarted, Pressed, Silence, Spoke
from app.engine.matters import question, steps
from app.engine.put_through import NO_PERSON
from app.engine.reading import exact, sentence
from app.engine.routing import chosen, command, to_language, urgent
from app.engine.text_from_call import KEY, ask_for_key, asks_for_text, nothing_to_text, text_me

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

SILENCES = 4
"""Silences in a row before the line says how to come back and hangs up."""
SILENCES_IN_EMERGENCY = 24
"""In the overdose steps hands are busy: they are repeated for many minutes first."""
EXPLAINED_EVERY = 4
"""How often, in silences of two minutes each, paced breaths come with their explanation again."""
UNSURE = 0.4
"""Speech the recogniser trusts less than this is asked back, unless it is an emergency."""
_KEYS = {"*": "repeat", "#": "back", "0": "person"}

CallEvent = Pressed | Spoke | Silence | CallStarted | CallReturned


def on_call_event(talk: Conversation, event: CallEvent) -> None:
    """The event has its answer on the call."""
    match event:
        case CallStarted():
            _started(talk, event)
        case Pressed(keys):
            _pressed(talk, keys)
        case Spoke():
            _spoke(talk, event)
        case Silence():
            _silent(talk)
        case CallReturned(answered):
            _returned(talk, answered=answered)


def _returned(talk: Conversation, *, answered: bool) -> None:
    """Back from a bridge: from a public line to the page that named it, since nobody knows who answered there."""
    waited, talk.session.awaiting = talk.session.awaiting, ""
    if waited == "line":
        talk.say("line.back_from_line")
        talk.again()
        return
    waited_at = talk.node
    talk.say("line.menu_again" if answered else NO_PERSON)
    if not answered and waited_at is not None and waited_at.do == "hand_over" and waited_at.otherwise:
        talk.enter(waited_at.otherwise)  # lines with people, each with its key
    else:
        talk.menu()


def _put_through(talk: Conversation, key: str) -> bool:
    """True when this key is one of a line that the page named, and the call is on its way there."""
    lines = talk.library.staffed_lines(talk.node, talk.language) if talk.node and not talk.session.awaiting else ()
    line = next((one for one in lines if one.key == key), None)
    if line is None:
        return False
    talk.count("put_through")
    talk.say("line.connecting_line", name=line.name)
    talk.session.awaiting = "line"
    talk.effects.append(Connect(line.number, talk.language))
    return True


def _started(talk: Conversation, event: CallStarted) -> None:
    """The door: emergency first, then the other language, then, where a call broke off, its place."""
    session = talk.session
    session.language = event.language or session.language or talk.library.default
    session.node, session.awaiting, session.options = "", "door", ()
    talk.say("line.call_welcome")
    if event.left_at in talk.library.nodes:
        session.options = (event.left_at,)
        talk.say("line.resume")
    _name_languages(talk)


def _name_languages(talk: Conversation) -> None:
    """Every other language has its key said in its own voice; one by text only is named in the default language."""
    session, packs = talk.session, talk.library.packs
    here = session.language
    for key, language in packs.door(here):
        # each language is heard by a recogniser of its own, after its own words
        talk.effects.append(
            msgspec.structs.replace(spoken_pages.listening(talk.library, session), timeout=1, falls=True)
        )
        session.language = language
        if packs.spoken_in("line.door_language", language) == language:
            talk.words(talk.library.spoken("line.door_language", language, key=key), language=language)
        else:
            name = packs.called(language, by=packs.default)
            words = talk.library.spoken("line.door_by_text", packs.default, key=key, language=name)
            talk.words(words, language=packs.default)
    talk.effects.append(spoken_pages.listening(talk.library, session))
    session.language = here


def _pressed(talk: Conversation, keys: str) -> None:
    talk.session.silences = 0
    if talk.session.awaiting == "door":
        _at_the_door(talk, keys)
    elif talk.session.awaiting == "place" and len(keys) > 1 and search(talk, None, place=keys):
        return
    elif keys == "9":
        talk.emergency()
    elif (
        chosen(talk, keys)
        or _put_through(talk, keys)
        or (keys == BREATHS_KEY and steps.is_beside(talk) and _count_breaths(talk))
    ):
        return
    elif keys in _KEYS:
        command(talk, _KEYS[keys])
    elif keys != KEY or not text_me(talk):
        _wrong_key(talk)


def _at_the_door(talk: Conversation, keys: str) -> None:
    session = talk.session
    offered, session.awaiting, session.options = session.options, "", ()
    languages = dict(talk.library.packs.door(talk.language))
    if keys in ("1", "9"):
        talk.emergency()
    elif keys == BREATHS_KEY and _count_breaths(talk):
        return
    elif keys in languages:
        to_language(talk, languages[keys])
    elif keys == "3" and offered:
        talk.enter(offered[0])
    elif keys == "0":
        command(talk, "person")
    else:
        talk.menu()


def _count_breaths(talk: Conversation) -> bool:
    """True: breaths are counted after the fewest words that say how; False where no page of this line counts any."""
    node = talk.library.nodes.get(talk.library.paced)
    if node is None:
        return False
    talk.move(node.name)
    talk.count("emergency")
    talk.say("line.count_breaths")
    talk.words(talk.library.ways(node, talk.language))
    talk.breathe(node)
    return True


def _wrong_key(talk: Conversation) -> None:
    misses = talk.session.misses + 1
    talk.count("wrong_key")
    talk.say("line.wrong_key")
    if misses >= 2:
        talk.say("line.keys")
    talk.again(slower=misses >= 2)
    talk.session.misses = misses


def _spoke(talk: Conversation, event: Spoke) -> None:
    if not event.text.strip():
        _silent(talk)
        return
    talk.session.silences = 0
    if talk.session.awaiting == "door":
        talk.session.awaiting, talk.session.options = "", ()
    said = event.said
    talk.said, talk.heard, talk.meaning = said, event.text, event.meaning
    if steps.is_open(talk):
        steps.overheard(talk, said)
        return
    if said.words in talk.library.plain_answers(talk.language).get("repeat", ()):
        talk.again()
        return
    if talk.vital_signs(said.text) and urgent(talk, talk.means(said.text)):
        return
    key, sure = said.pick, event.confidence >= UNSURE
    if key and sure:
        _pressed(talk, key)
        return
    if key and _ask_back(talk, key):
        return
    if asks_for_text(said.words):
        _by_text(talk, sure=sure)
    elif not (question.read(talk, said) or exact(talk, said)):
        sentence(talk, said)


def _by_text(talk: Conversation, *, sure: bool) -> None:
    if not sure:
        ask_for_key(talk)
    elif not text_me(talk):
        nothing_to_text(talk)


def _ask_back(talk: Conversation, key: str) -> bool:
    """True when the choice that was badly heard is read back to be pressed."""
    node = talk.node
    choice = next((choice for choice in node.choices if choice.key == key), None) if node else None
    if choice is None:
        return False
    talk.say("line.guess")
    talk.offer((choice.go,), [talk.library.spoken(choice.label, talk.composing)])
    return True


def _silent(talk: Conversation) -> None:
    session = talk.session
    if session.awaiting == "door":
        session.awaiting, session.options = "", ()
        talk.menu()
        return
    if session.awaiting in ("peer", "line"):
        session.awaiting = ""
    session.silences += 1
    if session.node in talk.library.emergency_flow:
        _silent_in_emergency(talk)
        return
    if _more_to_read(talk):
        return
    talk.count("silence")
    if session.silences >= SILENCES:
        talk.say("line.silence_goodbye")
        talk.effects.append(HangUp())
        return
    talk.say(("line.still_there", "line.slower", "line.silence_offer")[session.silences - 1])
    talk.again(slower=session.silences >= 2)


def _more_to_read(talk: Conversation) -> bool:
    """True when a long list has choices not read yet: waiting is how to hear them."""
    node, session = talk.node, talk.session
    if node is None or session.awaiting or session.page:
        return False
    if len(talk.library.shown(node, talk.language).spoken) < 2:
        return False
    session.page, session.silences = 1, 0
    talk.show(node, page=1)
    return True


def _silent_in_emergency(talk: Conversation) -> None:
    """The step is said again and again, for as long as somebody may be kneeling beside a person."""
    if talk.session.silences > SILENCES_IN_EMERGENCY:
        talk.say("line.silence_goodbye")
        talk.effects.append(HangUp())
        return
    node = talk.node
    if node is not None and node.pace and talk.session.silences % EXPLAINED_EVERY:
        talk.breathe(node)  # hands are busy: the count goes on without a word in between
        return
    if node is None:
        talk.again()
    else:
        silences = talk.session.silences
        pages = len(talk.library.shown(node, talk.language).pieces)
        talk.show(node, slower=silences % 2 == 1, page=silences % pages)


TEXTS = frozenset(
    {
        "line.menu_again",
        "line.call_welcome",
        "line.door_by_text",
        "line.door_language",
        "line.resume",
        "line.wrong_key",
        "line.keys",
        "line.guess",
        "line.silence_goodbye",
        "line.still_there",
        "line.slower",
        "line.silence_offer",
        "line.count_breaths",
        "line.connecting_line",
        "line.back_from_line",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
