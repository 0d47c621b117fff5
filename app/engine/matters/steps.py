"""Steps beside somebody who may be dying are open: every reply is read as told from the floor, and none leads away by a guess.

Left only by a number or word of the list shown, a word of the line (MENU, PERSON, a flow's own), another language asked for,
suicidal words, or a clear need for a place. Whatever else is said, the step that fits or the same step comes next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import routing
from app.engine.compiled_release import TOLD_ALOUD
from app.engine.emergency import names_overdose
from app.engine.matters import place_question
from app.engine.services import SERVICES_OF_INTENTS
from app.engine.text_from_call import asks_for_text, text_me
from app.language.reactions import emoji_kind
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

OPEN_FOR = 30 * 60
"""Seconds after the last message in which a reply is still from beside the person."""
NUMBERS_FOR = 10 * 60
"""Breaths are given for minutes before the next number is sent; later it may answer something newer."""
LAW = "good_samaritan"
_A_PERSON = 0.9
"""From this chance on somebody wants a person to talk to, and not somebody to come."""
SURE_PLACE = 0.6
"""From this chance on what is wanted at a place is clear enough to be looked for beside the steps."""
_CRIES = frozenset({"", "bad_breathing", "dead", "what_drug", "nothing_new"})
"""Reports that a cry may be taken for: they say nothing of what was done meanwhile."""
_ASKED = frozenset(
    "how_to_spray how_to_breathe no_cpr leaving dead what_drug nothing_new no_naloxone cannot_call police alone one_dose".split()
)
"""Reports that may be a question; "breathing?" tells nothing."""
_STAYS = frozenset({"what_drug", "nothing_new"})
_NOT_AFRAID = frozenset({"help_is_here", "no_naloxone", "given", "given_again", "awake", "breathing", "asleep"})
"""Reports that come before a fear of the law in the same message."""
_LISTS = frozenset({"sites", "which", "place"})
_FROM_THE_FLOOR = frozenset(
    "no_change given given_again breathing bad_breathing asleep awake vomiting dead no_cpr how_to_breathe".split()
)
"""Reports that nobody makes of a list of places."""
_LEAVES_BY_WORD = frozenset({"menu", "person", "back", "more"})


def is_open(talk: Conversation) -> bool:
    """Whether the caller is inside the steps, and not at their end."""
    return talk.session.node in talk.library.open_steps and talk.idle < OPEN_FOR and not talk.session.awaiting


def is_beside(talk: Conversation) -> bool:
    """Whether the caller stands in the flow beside somebody who may be dying, wherever in it."""
    return talk.session.node in talk.library.emergency_flow


def take_numbers(talk: Conversation) -> bool:
    """Whether a bare number goes on with the steps, and answers nothing that came unasked."""
    return is_open(talk) and talk.idle < NUMBERS_FOR


def read(talk: Conversation, said: Said) -> bool:
    """True: where the steps are open they have the answer, or what leads out of them does."""
    if not is_open(talk):
        return _returned(talk, said)
    readers = (_picked, _cried, _worded, _reported, _leaves)
    return any(reader(talk, said) for reader in readers) or _again(talk)


def _returned(talk: Conversation, said: Said) -> bool:
    """What is told from the floor under a list of places, looked up out of the steps, leads back into them."""
    session, library = talk.session, talk.library
    left = session.back[-1] if session.back else ""
    if left not in library.open_steps or session.awaiting not in _LISTS or talk.idle >= NUMBERS_FOR or said.pick:
        return False
    report = said.tells(_reports(talk))
    if report not in _FROM_THE_FLOOR or said.asks:
        return False
    talk.enter(library.hears(left, report) or left)
    return True


def _cried(talk: Conversation, said: Said) -> bool:
    """A plain vital sign has the whole first page again, unless it tells how the steps went: "still not", "breathing but"."""
    if talk.library.labelled(talk.session.node, said.words, talk.language) or not talk.vital_signs(said.text):
        return False
    elsewhere = talk.session.node not in talk.library.emergency_flow
    if not elsewhere and said.tells(_reports(talk)) not in _CRIES:
        return False
    talk.emergency()
    return True


def _picked(talk: Conversation, said: Said) -> bool:
    key = said.pick
    if not key:
        return False
    if routing.chosen(talk, key):
        return True
    if key == "9":
        talk.emergency()
        return True
    command = {"*": "repeat", "#": "back", "0": "person"}.get(key, "repeat")
    routing.command(talk, command)
    return True


def _worded(talk: Conversation, said: Said) -> bool:
    """A label of the list, a word of the line, a flow's or a language's own word: as the whole message."""
    library, words = talk.library, said.words
    if not words:
        return False
    key = library.labelled(talk.session.node, words, talk.language)
    if key and routing.chosen(talk, key):
        return True
    if words in library.opens and not said.tells(_reports(talk)):
        routing.open_flow(talk, library.opens[words])
        return True
    if words in library.languages:
        routing.to_language(talk, library.languages[words])
        return True
    name = library.command(words, talk.language)
    if name in {"next", "repeat"} or name in _LEAVES_BY_WORD:
        routing.command(talk, name)
        return True
    if name == "forget":
        talk.answered = routing.by_command(talk, said, name)
        routing.command(talk, name)
        return True
    return False


def _reported(talk: Conversation, said: Said) -> bool:
    """What is told or asked leads to the step that fits it; the law has its words first and the step comes back after it."""
    library = talk.library
    if (
        talk.session.topic == "self"
        and said.tells(_reports(talk)) == "alone"
        and library.hears(talk.session.node, "me")
    ):
        talk.enter(library.hears(talk.session.node, "me"))  # nobody lies beside them
        return True
    if not said.asks:
        node = library.told(talk.session.node, said.words, talk.language)
        if node in library.steps:  # what is told counts more than a label that leads out
            talk.enter(node)
            return True
    reports = _reports(talk)
    report = said.tells(reports)
    if report not in _NOT_AFRAID and _fears_the_law(talk, said):
        return _beside(talk, library.topics.get(LAW, ""))
    if not report or (said.asks and report not in _ASKED):
        return False
    if report == "bad_breathing" and talk.session.node == library.emergency:
        talk.again()
        return True
    target = library.hears(talk.session.node, report)
    if report in _STAYS or not target or target == talk.session.node:
        talk.again()
        return True
    talk.enter(target)
    return True


def _fears_the_law(talk: Conversation, said: Said) -> bool:
    """Whether police, papers or a record are spoken of, however long the message; not as those who are to come."""
    listed = _reports(talk).get("police", ())
    one_word = {word for phrase in listed if len(phrase) == 1 for word in phrase[0]}
    return bool(said.tells({"police": listed})) or not one_word.isdisjoint(said.tokens)


def _reports(talk: Conversation) -> dict[str, tuple[tuple[tuple[str, ...], ...], ...]]:
    return talk.library.reports(talk.language)


def _beside(talk: Conversation, name: str) -> bool:
    """What another page says, and then where they were."""
    node = talk.library.nodes.get(name)
    if node is not None:
        talk.say(node.say)
        talk.say("line.you_were_at")
    talk.again()
    return True


def _leaves(talk: Conversation, said: Said) -> bool:
    """Suicidal words, another emergency, a fear of the law, or a place asked for with what is wanted there."""
    meaning = talk.means(said.text)
    if meaning.intent == "suicidal_crisis" and meaning.confidence >= 0.6 and talk.library.answers.get(meaning.intent):
        talk.count("crisis")
        talk.enter(talk.library.answers[meaning.intent])
        return True
    if meaning.topic in routing.AFRAID:
        return _beside(talk, talk.library.topics.get(LAW, ""))
    thanks = meaning.topic == routing.THANKS and meaning.intent in routing.NOTHING_BUT_THANKS
    if thanks or emoji_kind(said.text) == "like":
        talk.say("line.steps_go_on")  # no wall of words again, and nobody is let go of
        return True
    if meaning.intent == "human" and meaning.confidence >= _A_PERSON and len(said.tokens) > _SHORTEST:
        return routing.meant(talk, meaning)
    if meaning.intent == "overamp_emergency" and meaning.confidence >= 0.8 and "overamp" not in talk.session.node:
        talk.emergency(talk.library.answers.get(meaning.intent, ""))
        return True
    service = SERVICES_OF_INTENTS.get(meaning.intent, "")
    if meaning.place and service and len(said.tokens) > 1 and (meaning.confidence >= SURE_PLACE or meaning.plain):
        return routing.meant(talk, meaning) and _says_the_way_back(talk)
    sought = place_question.names_place(talk, said) and place_question.read(talk, said)
    return sought and _says_the_way_back(talk)


def _says_the_way_back(talk: Conversation) -> bool:
    """Whoever looks for something beside the steps is told how they come back to them."""
    talk.say("line.steps_wait")
    return True


def _again(talk: Conversation) -> bool:
    talk.again()
    return True


# -- on a call -----------------------------------------------------------------------------------------------------------


def overheard(talk: Conversation, said: Said) -> None:
    """On a call the steps follow a few commands only: the rest is said to the person on the floor, to others, or is noise.

    Numbers spoken are breaths being counted and never a key; nothing said here opts out, moves elsewhere or is asked back.
    """
    talk.session.silences = 0
    command = talk.library.command(said.words, talk.language)
    answers = talk.library.plain_answers(talk.language)
    if asks_for_text(said.words) and text_me(talk):
        return
    told_how = said.tells(_reports(talk)) in ("no_change", "asleep", "breathing", "given_again")
    if names_overdose(said.text) or (talk.vital_signs(said.text) and not told_how):
        talk.emergency()
    elif command == "next":
        routing.command(talk, command)
    elif said.words in answers.get("repeat", ()) or command in ("repeat", "help"):
        talk.again()
    elif said.words in talk.library.languages:
        routing.to_language(talk, talk.library.languages[said.words])
    elif not _told_aloud(talk, said):
        _go_on(talk)


_SHORTEST = 2
"""Words: a single one is a name, a count or a sigh."""


def _told_aloud(talk: Conversation, said: Said) -> bool:
    if len(said.tokens) < _SHORTEST or said.asks or said.tokens[0] in _QUESTIONS:
        return False
    found = {name: phrases for name, phrases in _reports(talk).items() if name in TOLD_ALOUD}
    report = said.tells(
        {name: tuple(one for one in phrases if len(one) >= _SHORTEST) for name, phrases in found.items()}
    )
    target = talk.library.hears(talk.session.node, report) if report else ""
    if report == "police":
        return _beside(talk, talk.library.topics.get(LAW, ""))
    if target == talk.session.node:
        return False
    if target:
        talk.enter(target)
    return bool(target)


_QUESTIONS = frozenset("is are does did can esta estan puede".split())


def _go_on(talk: Conversation) -> None:
    """What was being said goes on: the count of breaths, or the page once more."""
    node = talk.node
    if node is not None and node.pace:
        talk.breathe(node)
    else:
        talk.again()


TEXTS = frozenset({"line.you_were_at", "line.steps_go_on", "line.steps_wait"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
