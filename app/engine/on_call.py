"""What happens on a call: keys, speech, silence, and coming back after a call broke off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.engine import spoken_pages
from app.engine.actions.find_sites import search
from app.engine.commands import command
from app.engine.effects import Connect, HangUp
from app.engine.events import CallReturned, CallStarted, Pressed, Silence, Spoke
from app.engine.listed import exact
from app.engine.matters import question, steps
from app.engine.pages import BREATHS_KEY
from app.engine.put_through import NO_PERSON
from app.engine.routing import chosen, to_language
from app.engine.sentence import sentence
from app.engine.text_from_call import KEY, ask_for_key, asks_for_text, nothing_to_text, text_me
from app.engine.urgent import urgent

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


def on_call_event(conversation: Conversation, event: CallEvent) -> None:
    """The event has its answer on the call."""
    match event:
        case CallStarted():
            _started(conversation, event)
        case Pressed(keys):
            _pressed(conversation, keys)
        case Spoke():
            _spoke(conversation, event)
        case Silence():
            _silent(conversation)
        case CallReturned(answered):
            _returned(conversation, answered=answered)


def _returned(conversation: Conversation, *, answered: bool) -> None:
    """Back from a bridge: from a public line to the page that named it, since nobody knows who answered there."""
    waited, conversation.session.awaiting = conversation.session.awaiting, ""
    if waited == "line":
        conversation.say("line.back_from_line")
        conversation.again()
        return
    waited_at = conversation.node
    conversation.say("line.menu_again" if answered else NO_PERSON)
    if not answered and waited_at is not None and waited_at.do == "hand_over" and waited_at.otherwise:
        conversation.enter(waited_at.otherwise)  # lines with people, each with its key
    else:
        conversation.menu()


def _put_through(conversation: Conversation, key: str) -> bool:
    """True when this key is one of a line that the page named, and the call is on its way there."""
    lines = (
        conversation.library.staffed_lines(conversation.node, conversation.language)
        if conversation.node and not conversation.session.awaiting
        else ()
    )
    line = next((one for one in lines if one.key == key), None)
    if line is None:
        return False
    conversation.tally("put_through")
    conversation.say("line.connecting_line", name=line.name)
    conversation.session.awaiting = "line"
    conversation.effects.append(Connect(line.number, conversation.language))
    return True


def _started(conversation: Conversation, event: CallStarted) -> None:
    """The door: emergency first, then the other language, then, where a call broke off, its place."""
    session = conversation.session
    session.language = event.language or session.language or conversation.library.default
    session.node, session.awaiting, session.options, session.page = "", "door", (), 0
    conversation.say("line.call_welcome")
    if event.left_at in conversation.library.nodes:
        session.options = (event.left_at,)
        conversation.say("line.resume")
    _name_languages(conversation)


def _name_languages(conversation: Conversation) -> None:
    """Every other language has its key said in its own voice; one by text only is named in the default language."""
    session, packs = conversation.session, conversation.library.packs
    here = session.language
    for key, language in packs.door(here, page=session.page):
        # each language is heard by a recogniser of its own, after its own words
        conversation.effects.append(
            msgspec.structs.replace(spoken_pages.listening(conversation.library, session), timeout=1, falls=True)
        )
        session.language = language
        if packs.spoken_in("line.door_language", language) == language:
            conversation.words(conversation.library.spoken("line.door_language", language, key=key), language=language)
        else:
            name = packs.called(language, by=packs.default)
            words = conversation.library.spoken("line.door_by_text", packs.default, key=key, language=name)
            conversation.words(words, language=packs.default)
    conversation.effects.append(spoken_pages.listening(conversation.library, session))
    session.language = here


def _pressed(conversation: Conversation, keys: str) -> None:
    conversation.session.silences = 0
    if conversation.session.awaiting == "door":
        _at_the_door(conversation, keys)
    elif conversation.session.awaiting == "place" and len(keys) > 1 and search(conversation, None, place=keys):
        return
    elif keys == "9":
        conversation.emergency()
    elif (
        chosen(conversation, keys)
        or _put_through(conversation, keys)
        or (keys == BREATHS_KEY and steps.is_beside(conversation) and _count_breaths(conversation))
    ):
        return
    elif keys in _KEYS:
        command(conversation, _KEYS[keys])
    elif keys != KEY or not text_me(conversation):
        _wrong_key(conversation)


def _at_the_door(conversation: Conversation, keys: str) -> None:
    session = conversation.session
    languages = [
        code for key, code in conversation.library.packs.door(conversation.language, page=session.page) if key == keys
    ]
    if len(languages) > 1:
        session.page += 1
        _name_languages(conversation)
        return
    offered, session.awaiting, session.options = session.options, "", ()
    if keys in ("1", "9"):
        conversation.emergency()
    elif keys == BREATHS_KEY and _count_breaths(conversation):
        return
    elif languages:
        to_language(conversation, languages[0])
    elif keys == "3" and offered:
        conversation.enter(offered[0])
    elif keys == "0":
        command(conversation, "person")
    else:
        conversation.menu()


def _count_breaths(conversation: Conversation) -> bool:
    """True: breaths are counted after the fewest words that say how; False where no page of this line counts any."""
    node = conversation.library.nodes.get(conversation.library.paced)
    if node is None:
        return False
    conversation.move(node.name)
    conversation.tally("emergency")
    conversation.say("line.count_breaths")
    conversation.words(conversation.library.ways(node, conversation.language))
    conversation.count_breaths(node)
    return True


def _wrong_key(conversation: Conversation) -> None:
    misses = conversation.session.misses + 1
    conversation.tally("wrong_key")
    conversation.say("line.wrong_key")
    if misses >= 2:
        conversation.say("line.keys")
    conversation.again(slower=misses >= 2)
    conversation.session.misses = misses


def _spoke(conversation: Conversation, event: Spoke) -> None:
    if not event.text.strip():
        _silent(conversation)
        return
    conversation.session.silences = 0
    if conversation.session.awaiting == "door":
        conversation.session.awaiting, conversation.session.options = "", ()
    said = event.said
    conversation.said, conversation.heard, conversation.meaning = said, event.text, event.meaning
    if steps.is_open(conversation):
        steps.overheard(conversation, said)
        return
    if said.words in conversation.library.plain_answers(conversation.language).get("repeat", ()):
        conversation.again()
        return
    if conversation.vital_signs(said.text) and urgent(conversation, conversation.means(said.text)):
        return
    key, sure = said.pick, event.confidence >= UNSURE
    if key and sure:
        _pressed(conversation, key)
        return
    if key and _ask_back(conversation, key):
        return
    if asks_for_text(said.words):
        _by_text(conversation, sure=sure)
    elif not (question.read(conversation, said) or exact(conversation, said)):
        sentence(conversation, said)


def _by_text(conversation: Conversation, *, sure: bool) -> None:
    if not sure:
        ask_for_key(conversation)
    elif not text_me(conversation):
        nothing_to_text(conversation)


def _ask_back(conversation: Conversation, key: str) -> bool:
    """True when the choice that was badly heard is read back to be pressed."""
    node = conversation.node
    choice = next((choice for choice in node.choices if choice.key == key), None) if node else None
    if choice is None:
        return False
    conversation.say("line.guess")
    conversation.offer((choice.go,), [conversation.library.spoken(choice.label, conversation.composing)])
    return True


def _silent(conversation: Conversation) -> None:
    session = conversation.session
    if session.awaiting == "door":
        session.awaiting, session.options = "", ()
        conversation.menu()
        return
    if session.awaiting in ("peer", "line"):
        session.awaiting = ""
    session.silences += 1
    if session.node in conversation.library.emergency_flow:
        _silent_in_emergency(conversation)
        return
    if _more_to_read(conversation):
        return
    conversation.tally("silence")
    if session.silences >= SILENCES:
        conversation.say("line.silence_goodbye")
        conversation.effects.append(HangUp())
        return
    conversation.say(("line.still_there", "line.slower", "line.silence_offer")[session.silences - 1])
    conversation.again(slower=session.silences >= 2)


def _more_to_read(conversation: Conversation) -> bool:
    """True when a long list has choices not read yet: waiting is how to hear them."""
    node, session = conversation.node, conversation.session
    if node is None or session.awaiting or session.page:
        return False
    if len(conversation.library.shown(node, conversation.language).spoken) < 2:
        return False
    session.page, session.silences = 1, 0
    conversation.show(node, page=1)
    return True


def _silent_in_emergency(conversation: Conversation) -> None:
    """The step is said again and again, for as long as somebody may be kneeling beside a person."""
    if conversation.session.silences > SILENCES_IN_EMERGENCY:
        conversation.say("line.silence_goodbye")
        conversation.effects.append(HangUp())
        return
    node = conversation.node
    if node is not None and node.pace and conversation.session.silences % EXPLAINED_EVERY:
        conversation.count_breaths(node)  # hands are busy: the count goes on without a word in between
        return
    if node is None:
        conversation.again()
    else:
        silences = conversation.session.silences
        pages = len(conversation.library.shown(node, conversation.language).pieces)
        conversation.show(node, slower=silences % 2 == 1, page=silences % pages)


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
