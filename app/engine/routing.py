"""From what was meant to where it leads: the safety order, and the line's own commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.engine.actions import ANSWERS
from app.engine.actions.find_sites import details, search
from app.engine.actions.forget import forget
from app.engine.actions.hand_over import hand_over
from app.engine.actions.switch_language import switch_to
from app.engine.compiled_release import SERVICES_OF_INTENTS
from app.engine.pending_replies import IDLE_IN_STEPS
from app.understanding import EMERGENCIES, INTENTS, Meaning

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

TOPICAL = frozenset({"safer_use_tip", "help_menu", "feedback", "human", "greeting"})
"""Intents that any named topic makes more exact; others only by a topic of their own flow, so that somebody who
wants to stop using heroin is not sent to tips for using it."""
CALLING_911 = "good_samaritan"
AFRAID = frozenset({"rights", CALLING_911})
"""Topics of people who do not call for fear of the police: they need an answer to that as well, or they will not call."""
THANKS = "thanks"
NOTHING_BUT_THANKS = frozenset({"greeting", "feedback", "unrelated"})
"""Intents of messages in which thanks are all there is; whoever also wants something gets that."""
WHERE = "naloxone_location"
"""Whoever asks where to get it is asked for a place, although its name alone is a word of how to use it: that is what
it means in the middle of the steps."""
ABOUT_US = frozenset({"privacy", "watched_phone", THANKS, "grief", *AFRAID})
"""Topics that lead to their place even in a message that seems to be about nothing of ours: "are you a cop"."""
STILL_HERE = frozenset({"checkin_ok_reply", "greeting"})
"""What people also say between two steps."""
GUESS_LIMIT = 3


def urgent(talk: Conversation, meaning: Meaning) -> bool:
    """True when the message was an emergency, a crisis or a revocation and has its answer: these outrank a place's own wishes."""
    intent = meaning.intent
    if intent in EMERGENCIES:
        if meaning.language in talk.library.release.languages:
            # somebody else may be holding the phone now: the steps come in the language of the cry
            talk.session.language = meaning.language or talk.session.language
        talk.emergency(talk.library.answers.get(intent, ""))
        _aside(talk, meaning)
        return True
    if intent == "suicidal_crisis" and intent in talk.library.answers:
        talk.count("crisis")
        talk.enter(talk.library.answers[intent])
        return True
    if intent == "stop" and not meaning.clarify:
        talk.opt_out()
        return True
    return False


def _aside(talk: Conversation, meaning: Meaning) -> None:
    """Somebody afraid of calling has the words about that under the steps; a voice says nothing but the steps."""
    beside = talk.library.nodes.get(talk.library.topics.get(CALLING_911, ""))
    if meaning.topic in AFRAID and beside is not None and not talk.on_call:
        talk.say(beside.say)


def command(talk: Conversation, name: str) -> None:
    """The command is carried out: back, menu, more, repeat, next, person, help, forget."""
    COMMANDS[name](talk)


def go_back(talk: Conversation) -> None:
    """The caller is where they were before."""
    places = talk.session.back
    while places:
        places, last = places[:-1], places[-1]
        if last in talk.library.nodes and last != talk.session.node:
            talk.session.back = places
            talk.enter(last, remember=False)
            return
    talk.session.back = ()
    talk.say("line.cannot_go_back")
    talk.menu()


def go_next(talk: Conversation) -> None:
    """The next step of a step-by-step flow, or a kind word that there is none."""
    node = talk.node
    if node is not None and node.next:
        talk.enter(node.next)
        return
    talk.say("line.nothing_more")
    talk.again()


def more(talk: Conversation) -> None:
    """More of what was just listed, or a kind word that this is all."""
    session = talk.session
    if session.waiting == "sites" and search(talk, None, page=session.page + 1):
        return
    go_next(talk)


def help_first(talk: Conversation) -> None:
    """HELP names the emergency line first, then the programme, MENU and STOP (CTIA handbook)."""
    talk.say("line.help")


def to_menu(talk: Conversation) -> None:
    """The main menu."""
    talk.menu()


def repeat(talk: Conversation) -> None:
    """The same once more."""
    talk.again()


def to_person(talk: Conversation) -> None:
    """The flow for talking to a person, or the peer line itself where there is none."""
    if "human" in talk.library.answers:
        talk.enter(talk.library.answers["human"])
    else:
        hand_over(talk)


def forget_me(talk: Conversation) -> None:
    """Everything kept for this caller goes."""
    forget(talk)


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


def to_language(talk: Conversation, language: str) -> None:
    """The same place in the other language."""
    name = switch_to(talk, language)
    if name and name == talk.session.node:
        talk.again()
    elif name:
        talk.enter(name, remember=False)


def meant(talk: Conversation, meaning: Meaning) -> bool:
    """True when this meaning leads somewhere and the caller is there now."""
    if meaning.clarify and _guess(talk, meaning):
        return True
    if meaning.intent == "language_switch":
        to_language(talk, _other_language(talk, meaning))
        return True
    service = SERVICES_OF_INTENTS.get(meaning.intent, "")
    if meaning.place and service in talk.library.finds:
        node = talk.library.nodes[talk.library.finds[service]]
        return search(talk, node, place=meaning.place)
    name = destination(talk, meaning)
    if not name:
        return False
    if meaning.intent in STILL_HERE and name != _thanks(talk) and _between_steps(talk):
        talk.again()  # "ok" or "hello?" over somebody on the floor: the numbers of the last list still hold
        return True
    if name == _thanks(talk) and talk.node is not None:
        talk.say(talk.library.nodes[name].say)  # without moving: the numbers of the last list still hold
        return True
    talk.enter(name)
    return True


def _between_steps(talk: Conversation) -> bool:
    return talk.session.node in talk.library.emergency_flow and talk.idle < IDLE_IN_STEPS


def _thanks(talk: Conversation) -> str:
    return talk.library.topics.get(THANKS, "")


def destination(talk: Conversation, meaning: Meaning) -> str:
    """The node this meaning leads to, or an empty string."""
    library = talk.library
    vague = meaning.topic == THANKS and meaning.intent not in NOTHING_BUT_THANKS
    vague = vague or (meaning.intent == WHERE and talk.session.node not in library.emergency_flow)
    exact = library.topics.get(meaning.topic, "") if meaning.topic and not vague else ""
    if meaning.asked and exact:
        return "" if talk.session.node in library.emergency_flow else exact  # no question leads out of the steps
    if meaning.intent == "unrelated":
        return exact if meaning.topic in ABOUT_US else ""
    general = library.answers.get(meaning.intent, "")
    same_flow = exact.partition(".")[0] == general.partition(".")[0]
    return exact if exact and (same_flow or meaning.intent in TOPICAL) else general


def _guess(talk: Conversation, meaning: Meaning) -> bool:
    options = tuple(g for g in meaning.guesses if g in talk.library.answers)[:GUESS_LIMIT]
    labels = [talk.library.text(f"intent.{option}", talk.language) for option in options]
    if len(options) < 2 or not all(labels):
        return False
    talk.count("asked", intent=meaning.intent)
    talk.say("line.guess")
    talk.offer(options, labels)
    return True


def _other_language(talk: Conversation, meaning: Meaning) -> str:
    """The language asked for; with two languages and none named, the one not spoken now."""
    languages = talk.library.release.languages
    if meaning.language and meaning.language != talk.language:
        return meaning.language
    others = [language for language in languages if language != talk.language]
    return others[0] if others else talk.language


def chosen(talk: Conversation, key: str) -> bool:
    """True when this key is an offered guess or a choice of the node as the caller saw it, and was followed."""
    session = talk.session
    if session.waiting == "guess":
        return _offered(talk, key)
    if session.waiting in ("which", "sites"):
        return details(talk, key)
    if session.waiting in ANSWERS and key in "12345678":
        return ANSWERS[session.waiting](talk, key)
    node = talk.node
    if node is None:
        return False
    target = _target(talk, key)
    if target and session.mark != node.mark:
        talk.say("line.changed")
        talk.again()
        return True
    if not target:
        return False
    talk.enter(target)
    return True


def _target(talk: Conversation, key: str) -> str:
    node = talk.node
    if node is None:
        return ""
    if node.next and key == "1":
        return node.next
    return next((choice.go for choice in node.choices if choice.key == key), "")


def _offered(talk: Conversation, key: str) -> bool:
    session = talk.session
    index = int(key) - 1 if key.isdigit() else -1
    if not 0 <= index < len(session.offered):
        return False
    option = session.offered[index]
    name = option if option in talk.library.nodes else talk.library.answers.get(option, "")
    if option == "stop":
        talk.opt_out()
    elif option == "language_switch":
        to_language(talk, _other_language(talk, Meaning(intent=option, confidence=1.0)))
    else:
        talk.enter(name or talk.library.entry)
    return True


TEXTS = frozenset({"line.cannot_go_back", "line.nothing_more", "line.help", "line.guess", "line.changed"}) | {
    f"intent.{intent}" for intent in INTENTS
}
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
