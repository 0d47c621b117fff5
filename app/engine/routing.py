"""From what was meant, or chosen, to where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.actions.find_sites import details, search
from app.engine.actions.switch_language import switch_to
from app.engine.lasting_acts import ask
from app.engine.revocation import ASKING, LASTING
from app.engine.services import SERVICES_OF_INTENTS
from app.engine.urgent import AFRAID
from app.language.said import DENIALS
from app.language.short_answers import plain
from app.understanding import INTENTS, Meaning

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

TOPICAL = frozenset({"safer_use_tip", "help_menu", "feedback", "human", "greeting"})
"""Intents that any named topic makes more exact; others only by a topic of their own flow, so that somebody who
wants to stop using heroin is not sent to tips for using it."""
THANKS = "thanks"
NOTHING_BUT_THANKS = frozenset({"greeting", "feedback", "unrelated"})
"""Intents of messages in which thanks are all there is; whoever also wants something gets that."""
WHERE = "naloxone_location"
"""Whoever asks where to get it is asked for a place, although its name alone is a word of how to use it: that is what
it means in the middle of the steps."""
ABOUT_US = frozenset({"privacy", "watched_phone", THANKS, "grief", *AFRAID})
"""Topics that lead to their place even in a message that seems to be about nothing of ours: "are you a cop"."""
GUESS_LIMIT = 3
OK_REPLY = "checkin_ok_reply"
NEARLY_A_CRISIS = 0.25
"""Among what was nearly meant, from this chance on the words of somebody who may not want to live are answered as such."""


def open_flow(conversation: Conversation, name: str) -> None:
    """The flow whose own word was sent; the word tells the language of somebody who has not chosen one."""
    if not conversation.session.language and conversation.said is not None:
        for flow in conversation.library.release.flows.values():
            for language, word in flow.word.items():
                if plain(word) == conversation.said.words:
                    conversation.session.language = conversation.session.language or language
    if name == conversation.library.emergency:
        conversation.emergency()
    else:
        conversation.enter(name)


def to_language(conversation: Conversation, language: str) -> None:
    """The same place in the other language."""
    name = switch_to(conversation, language)
    if name and name == conversation.session.node:
        conversation.again()
    elif name:
        conversation.enter(name, remember=False)


def meant(conversation: Conversation, meaning: Meaning) -> bool:
    """True when this meaning leads somewhere and the caller is there now."""
    if meaning.clarify and _guess(conversation, meaning):
        return True
    if meaning.intent == "language_switch":
        to_language(conversation, _other_language(conversation, meaning))
        return True
    service = SERVICES_OF_INTENTS.get(meaning.intent, "")
    if meaning.place and service in conversation.library.finds and not meaning.asked:
        node = conversation.library.nodes[conversation.library.finds[service]]
        return search(conversation, node, place=meaning.place)
    name = destination(conversation, meaning)
    if not name:
        return False
    if (
        meaning.intent == OK_REPLY
        and conversation.said is not None
        and not DENIALS.isdisjoint(conversation.said.tokens[1:])
    ):
        return False  # "im not safe" is no OK; "no im fine" is one
    if meaning.intent == OK_REPLY and name != _thanks(conversation):
        conversation.say("line.fine")  # nothing waits for it: without moving
        return True
    if name == _thanks(conversation) and conversation.node is not None:
        conversation.say(
            conversation.library.nodes[name].say
        )  # without moving: the numbers of the last list still hold
        return True
    conversation.enter(name)
    return True


def _thanks(conversation: Conversation) -> str:
    return conversation.library.topics.get(THANKS, "")


def destination(conversation: Conversation, meaning: Meaning) -> str:
    """The node this meaning leads to, or an empty string."""
    library = conversation.library
    vague = meaning.topic == THANKS and meaning.intent not in NOTHING_BUT_THANKS
    vague = vague or (meaning.intent == WHERE and conversation.session.node not in library.emergency_flow)
    asked = meaning.asked or meaning.alike
    exact = library.topics.get(meaning.topic, "") if meaning.topic and (asked or not vague) else ""
    if asked and exact:
        return (
            "" if conversation.session.node in library.emergency_flow else exact
        )  # no question leads out of the steps
    if meaning.topic == "overdose_response" and exact:
        return exact
    if meaning.intent in LASTING:
        return ""
    if meaning.intent == "unrelated":
        return exact if meaning.topic in ABOUT_US else ""
    general = library.answers.get(meaning.intent, "")
    same_flow = exact.partition(".")[0] == general.partition(".")[0]
    return exact if exact and (same_flow or meaning.intent in TOPICAL) else general


def _guess(conversation: Conversation, meaning: Meaning) -> bool:
    if (
        "suicidal_crisis" in meaning.guesses[:2]
        and meaning.confidence >= NEARLY_A_CRISIS
        and not (
            conversation.said is not None and conversation.said.tokens[:1] and conversation.said.tokens[0] in ASKING
        )
        and "suicidal_crisis" in conversation.library.answers
    ):
        conversation.tally("crisis")
        conversation.enter(conversation.library.answers["suicidal_crisis"])
        return True
    known = conversation.library.answers.keys() - (
        LASTING if conversation.on_call else {}
    )  # noise opens no question that ends texts
    options = tuple(g for g in meaning.guesses if g in known)[:GUESS_LIMIT]
    labels = [conversation.library.text(f"intent.{option}", conversation.composing) for option in options]
    if len(options) < 2 or not all(labels) or conversation.remind:
        return False
    conversation.tally("asked", intent=meaning.intent)
    conversation.unanswered(meaning.topic or options[0])
    conversation.say("line.guess")
    conversation.offer(options, labels)
    return True


def _other_language(conversation: Conversation, meaning: Meaning) -> str:
    """The language asked for; with two languages and none named, the one not spoken now."""
    languages = conversation.library.release.languages
    denied = _not_spoken(conversation)
    if denied:
        return next((one for one in (conversation.language, *languages) if one != denied), conversation.language)
    tokens = conversation.said.tokens if conversation.said is not None else ()
    named = [conversation.library.languages[token] for token in tokens if token in conversation.library.languages]
    if named:
        return named[0]
    if conversation.switched:
        return conversation.language
    if meaning.language and meaning.language != conversation.language:
        return meaning.language
    others = [language for language in languages if language != conversation.language]
    return others[0] if others else conversation.language


def _not_spoken(conversation: Conversation) -> str:
    """The language somebody says they do not have: "no entiendo ingles", "i dont speak spanish"."""
    tokens = conversation.said.tokens if conversation.said is not None else ()
    at = next((at for at, token in enumerate(tokens) if token in conversation.library.languages), 0)
    return "" if DENIALS.isdisjoint(tokens[max(0, at - 4) : at]) else conversation.library.languages[tokens[at]]


def chosen(conversation: Conversation, key: str) -> bool:
    """True when this key is an offered guess or a choice of the node as the caller saw it, and was followed."""
    session = conversation.session
    if session.awaiting == "guess":
        return _offered(conversation, key)
    if session.awaiting in ("which", "sites"):
        return details(conversation, key)
    asked = conversation.library.awaits.get(session.awaiting)
    if asked is not None and key in "12345678":
        return asked.answer(conversation, key)
    node = conversation.node
    if node is None:
        return False
    target = _target(conversation, key)
    if target and session.choices_hash != node.mark:
        conversation.say("line.changed")
        conversation.again()
        return True
    if not target:
        return False
    conversation.answered = plain_answer.pressed(key, question=node.name, keys=(key,))
    conversation.enter(target)
    return True


def _target(conversation: Conversation, key: str) -> str:
    node = conversation.node
    if node is None:
        return ""
    if node.next and key == "1":
        return node.next
    return next((choice.go for choice in node.choices if choice.key == key), "")


def _offered(conversation: Conversation, key: str) -> bool:
    session = conversation.session
    index = int(key) - 1 if key.isdigit() else -1
    if not 0 <= index < len(session.options):
        return False
    option = session.options[index]
    name = option if option in conversation.library.nodes else conversation.library.answers.get(option, "")
    if option in LASTING:
        ask(conversation, LASTING[option])
    elif option == "language_switch":
        to_language(conversation, _other_language(conversation, Meaning(intent=option, confidence=1.0)))
    else:
        conversation.enter(name or conversation.library.entry)
    return True


TEXTS = frozenset({"line.guess", "line.changed", "line.fine"}) | {f"intent.{intent}" for intent in INTENTS}
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
