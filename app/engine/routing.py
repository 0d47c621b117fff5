"""From what was meant to where it leads: the safety order, and the line's own commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.actions.find_sites import details, search
from app.engine.actions.forget import forget
from app.engine.actions.hand_over import hand_over
from app.engine.actions.switch_language import switch_to
from app.engine.lasting_acts import ask
from app.engine.services import SERVICES_OF_INTENTS
from app.language.heard import heard, heard_under
from app.language.said import DENIALS, Said
from app.language.short_answers import plain
from app.understanding import EMERGENCIES, INTENTS, Meaning

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.plain_answer import PlainAnswer

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
GUESS_LIMIT = 3
LASTING = {"stop": "stop", "forget_me": "forget", "start": "start"}
"""Intents whose acts cannot be taken back, and the question that is asked first."""
SURE_TO_ASK = 0.5
"""From this chance on it is worth a question; below, it was probably something else."""
OK_REPLY = "checkin_ok_reply"
ASKING = heard("asking")
"""First words of a question, which takes nothing back even without its mark."""
NEARLY_A_CRISIS = 0.25
"""Among what was nearly meant, from this chance on the words of somebody who may not want to live are answered as such."""


def urgent(conversation: Conversation, meaning: Meaning) -> bool:
    """True when the message was an emergency, a crisis or a revocation and has its answer: these outrank a place's own wishes."""
    intent = meaning.intent
    if intent in EMERGENCIES:
        # somebody else may be holding the phone now: the steps come in the language of the cry
        conversation.session.language = spoken_in(conversation, meaning) or conversation.session.language
        conversation.session.topic = OF_THEMSELVES if _of_themselves(conversation) else ""
        _alone(conversation)
        conversation.emergency(conversation.library.answers.get(intent, ""))
        conversation.session.weighed = (
            meaning.faint and conversation.said is not None and not names_another(conversation.said)
        )
        _aside(conversation, meaning)
        return True
    if intent == "suicidal_crisis" and intent in conversation.library.answers:
        conversation.session.language = spoken_in(conversation, meaning) or conversation.session.language
        conversation.tally("crisis")
        conversation.enter(conversation.library.answers[intent])
        return True
    return False


OF_THEMSELVES = "self"
_NOT, _STOPS, _NO_STOPPING = heard("pleads_not"), heard("pleads_stop"), heard_under("no_stopping")
_FIRST_PERSON = heard("first_person")
_OTHERS = heard("others")


def _of_themselves(conversation: Conversation) -> bool:
    """Whether whoever cries for help speaks of nobody else."""
    tokens = set(conversation.said.tokens) if conversation.said is not None else set()
    return not _FIRST_PERSON.isdisjoint(tokens) and _OTHERS.isdisjoint(tokens)


def _alone(conversation: Conversation) -> None:
    """Whoever took too much and has nobody with them first reads what to do with nobody there; the steps come whole under it."""
    library, said = conversation.library, conversation.said
    beside = library.nodes.get(library.hears(library.emergency, "me"))
    if beside is None or said is None or conversation.on_call or conversation.session.topic != OF_THEMSELVES:
        return
    if said.tells({"alone": library.reports(conversation.language).get("alone", ())}):
        conversation.say(beside.say)


def names_another(said: Said, *, but: frozenset[str] = frozenset()) -> bool:
    """Whether somebody else is spoken of; by another word than these."""
    return not (_OTHERS - but).isdisjoint(said.tokens)


def spoken_in(conversation: Conversation, meaning: Meaning) -> str:
    """The language of the message where it can be told: not of two letters, nor of digits and a name run together."""
    tokens = conversation.said.tokens if conversation.said is not None else ()
    mixed = any(any(c.isdigit() for c in token) and any(c.isalpha() for c in token) for token in tokens)
    if conversation.library.either_language(tokens) or (mixed and len(tokens) <= 2):
        return ""
    return meaning.language or "" if meaning.language in conversation.library.release.languages else ""


def revoked(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """True where texts, the number or the record of the caller are to end: at once where it was said plainly, else asked."""
    if conversation.on_call and meaning.intent == "stop":
        return _stopped_aloud(conversation, said)
    act = LASTING.get(meaning.intent, "")
    if not act or meaning.clarify:
        return False
    asks = said.asks or bool(said.tokens and said.tokens[0] in ASKING)
    if act == "stop":
        by = plain_answer.revoked(said, by_rule=meaning.plain and not asks and not _denied(said))
        if by is not None and not conversation.known.check:
            conversation.opt_out(by)
            return True
        if (asks and not meaning.plain) or meaning.confidence < SURE_TO_ASK or _denied(said):
            return False
    elif act == "forget" and meaning.plain and by_command(conversation, said, "forget") is not None:
        conversation.answered = by_command(conversation, said, "forget")
        forget(conversation)
        return True
    elif act == "start" and not meaning.plain:
        return False
    ask(conversation, act)
    return True


def _stopped_aloud(conversation: Conversation, said: Said) -> bool:
    """On a call "stop it" and noise are said to others: texts end only by a listed sentence about texts."""
    listed = conversation.library.plain_answers(conversation.language).get("stop_calls", ())
    by = plain_answer.listed(said, question="texts", answer="revoked", words=listed)
    if by is not None and not conversation.known.check:
        conversation.opt_out(by)
    return by is not None


def _denied(said: Said) -> bool:
    """Whether it is a plea to go on: "don't stop", "no paren": a plea to go on."""
    pleads = not _NOT.isdisjoint(said.tokens[:2]) and not _STOPS.isdisjoint(said.tokens[:4])
    pairs = zip(said.tokens, said.tokens[1:], strict=False)
    return pleads or any(then in _NO_STOPPING.get(first, ()) for first, then in pairs)


def by_command(conversation: Conversation, said: Said, name: str) -> PlainAnswer | None:
    """The plain answer of somebody who sent one of the line's own words as the whole message."""
    return plain_answer.command_word(said, command=name, words=conversation.library.command_words(name))


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


def _aside(conversation: Conversation, meaning: Meaning) -> None:
    """Somebody afraid of calling has the words about that under the steps; a voice says nothing but the steps."""
    beside = conversation.library.nodes.get(conversation.library.topics.get(CALLING_911, ""))
    if meaning.topic in AFRAID and beside is not None and not conversation.on_call:
        conversation.say(beside.say)


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
        and not DENIALS.isdisjoint(conversation.said.tokens)
    ):
        return False  # "im not safe" is no OK
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
    exact = library.topics.get(meaning.topic, "") if meaning.topic and (meaning.asked or not vague) else ""
    if meaning.asked and exact:
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


TEXTS = frozenset(
    {"line.cannot_go_back", "line.nothing_more", "line.help", "line.guess", "line.changed", "line.fine"}
) | {f"intent.{intent}" for intent in INTENTS}
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
