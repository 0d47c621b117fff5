"""A message that is all one listed thing: a number, a label, a word of the line, of a flow or of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.commands import by_command, command
from app.engine.routing import chosen, open_flow, to_language
from app.engine.sentence import missed
from app.engine.text_from_call import asks_for_text
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

_KEYS = {"9": "", "*": "repeat", "#": "back", "0": "person"}
"""Keys of a call that mean the same in a text."""


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


TEXTS = frozenset({"line.changed"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
