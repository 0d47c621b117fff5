"""The line's own commands: what each of them does, and what is plainly answered by sending one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.actions.find_sites import search
from app.engine.actions.forget import forget
from app.engine.actions.hand_over import hand_over
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.plain_answer import PlainAnswer


def by_command(conversation: Conversation, said: Said, name: str) -> PlainAnswer | None:
    """The plain answer of somebody who sent one of the line's own words as the whole message."""
    return plain_answer.command_word(said, command=name, words=conversation.library.command_words(name))


def command(conversation: Conversation, name: str) -> None:
    """The command is carried out: back, menu, more, repeat, next, person, help, forget."""
    COMMANDS[name](conversation)


def go_back(conversation: Conversation) -> None:
    """The caller is where they were before."""
    places = conversation.session.back
    while places:
        places, last = places[:-1], places[-1]
        if last in conversation.library.nodes and last != conversation.session.node:
            conversation.session.back = places
            conversation.enter(last, remember=False)
            return
    conversation.session.back = ()
    conversation.say("line.cannot_go_back")
    conversation.menu()


def go_next(conversation: Conversation) -> None:
    """The next step of a step-by-step flow, or a kind word that there is none."""
    node = conversation.node
    if node is not None and node.next:
        conversation.enter(node.next)
        return
    conversation.say("line.nothing_more")
    conversation.again()


def more(conversation: Conversation) -> None:
    """More of what was just listed, or a kind word that this is all."""
    session = conversation.session
    if session.awaiting == "sites" and search(conversation, None, page=session.page + 1):
        return
    go_next(conversation)


def help_first(conversation: Conversation) -> None:
    """HELP names the emergency line first, then the programme, MENU and STOP (CTIA handbook)."""
    conversation.say("line.help")


def to_menu(conversation: Conversation) -> None:
    """The main menu."""
    conversation.menu()


def repeat(conversation: Conversation) -> None:
    """The same once more."""
    conversation.again()


def to_person(conversation: Conversation) -> None:
    """The flow for talking to a person, or the peer line itself where there is none."""
    if "human" in conversation.library.answers:
        conversation.enter(conversation.library.answers["human"])
    else:
        hand_over(conversation)


def forget_me(conversation: Conversation) -> None:
    """Everything kept for this caller goes."""
    forget(conversation)


COMMANDS: dict[str, Callable[[Conversation], None]] = {
    "back": go_back,
    "menu": to_menu,
    "more": more,
    "repeat": repeat,
    "next": go_next,
    "person": to_person,
    "help": help_first,
    "forget": forget_me,
}


TEXTS = frozenset({"line.cannot_go_back", "line.nothing_more", "line.help"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
