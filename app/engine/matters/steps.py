"""Steps beside somebody who may be dying are open: every reply is read as told from the floor, and none leads away by a guess.

Left only by a number or word of the list shown, a word of the line (MENU, PERSON, a flow's own), another language asked for,
suicidal words, or a clear need for a place. Whatever else is said, the step that fits or the same step comes next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import commands, routing, urgent
from app.engine.emergency import names_overdose
from app.engine.matters import asides, of_list, other_wish, place_question
from app.engine.services import SERVICES_OF_INTENTS
from app.engine.text_from_call import asks_for_text, text_me
from app.language.heard import heard
from app.language.reactions import emoji_kind
from app.language.said import Reports, Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

OPEN_FOR = 30 * 60
"""Seconds after the last message in which a reply is still from beside the person."""
NUMBERS_FOR = 10 * 60
"""Breaths are given for minutes before the next number is sent; later it may answer something newer."""
_A_PERSON = 0.9
"""From this chance on somebody wants a person to talk to, and not somebody to come."""
_A_WISH_TO_DIE = 0.7
"""The same of words that somebody does not want to live: what is only weighed at the floor is told of the floor."""
SURE_PLACE = 0.6
"""From this chance on what is wanted at a place is clear enough to be looked for beside the steps."""
_CRIES = frozenset({"", "bad_breathing", "dead", "what_drug", "nothing_new"})
"""Reports that a cry may be taken for: they say nothing of what was done meanwhile."""
_ASKED = frozenset(
    "how_to_spray how_to_inject how_to_breathe no_cpr leaving dead what_drug nothing_new no_naloxone cannot_call police alone one_dose "
    "not_that drop_off expired for_a_child more_doses".split()
)
"""Reports that may be a question; "breathing?" tells nothing."""
_STAYS = frozenset({"what_drug", "nothing_new"})
_NOT_AFRAID = frozenset(
    {"help_is_here", "no_naloxone", "given", "given_again", "awake", "breathing", "asleep", "not_that", "drop_off"}
)
"""Reports that come before a fear of the law in the same message."""
_NO_CHANGE = "no_change"
"""What leads to a second dose where a first one was told of."""
_ONE_DOSE = "one_dose"
_LEAVES_BY_WORD = frozenset({"menu", "person", "back", "more"})


def is_open(conversation: Conversation) -> bool:
    """Whether the caller is inside the steps, and not at their end."""
    return (
        conversation.session.node in conversation.library.open_steps
        and conversation.idle < OPEN_FOR
        and not conversation.session.awaiting
    )


def is_beside(conversation: Conversation) -> bool:
    """Whether the caller stands in the flow beside somebody who may be dying, wherever in it."""
    return conversation.session.node in conversation.library.emergency_flow


def take_numbers(conversation: Conversation) -> bool:
    """Whether a bare number goes on with the steps, and answers nothing that came unasked."""
    return is_open(conversation) and conversation.idle < NUMBERS_FOR


def read(conversation: Conversation, said: Said) -> bool:
    """True: where the steps are open they have the answer, or what leads out of them does."""
    if not is_open(conversation):
        return False
    readers = (_picked, _cried, _worded, _reported, _leaves)
    return any(reader(conversation, said) for reader in readers) or _again(conversation, said)


def _cried(conversation: Conversation, said: Said) -> bool:
    """A plain vital sign has the whole first page again, unless it tells how the steps went: "still not", "breathing but"."""
    if conversation.library.labelled(
        conversation.session.node, said.words, conversation.language
    ) or not conversation.vital_signs(said.text):
        return False
    node = conversation.session.node
    if node == conversation.library.hears(node, "given"):
        return False  # naloxone was given: what is told now is how that went
    elsewhere = node not in conversation.library.emergency_flow
    if not elsewhere and said.tells(reports(conversation)) not in _CRIES:
        return False
    conversation.emergency()
    return True


def _picked(conversation: Conversation, said: Said) -> bool:
    key = said.pick
    if not key:
        return False
    if routing.chosen(conversation, key):
        return True
    if key == "9":
        conversation.emergency()
        return True
    command = {"*": "repeat", "#": "back", "0": "person"}.get(key, "repeat")
    commands.command(conversation, command)
    return True


def _worded(conversation: Conversation, said: Said) -> bool:
    """A label of the list, a word of the line, a flow's or a language's own word: as the whole message."""
    library, words = conversation.library, said.words
    if not words:
        return False
    key = library.labelled(conversation.session.node, words, conversation.language)
    if key and routing.chosen(conversation, key):
        return True
    if words in library.opens and not said.tells(reports(conversation)):
        routing.open_flow(conversation, library.opens[words])
        return True
    if words in library.languages:
        routing.to_language(conversation, library.languages[words])
        return True
    name = library.command(words, conversation.language)
    if name in {"next", "repeat"} or name in _LEAVES_BY_WORD:
        commands.command(conversation, name)
        return True
    if name == "forget":
        conversation.answered = commands.by_command(conversation, said, name)
        commands.command(conversation, name)
        return True
    return False


def _reported(conversation: Conversation, said: Said) -> bool:
    """What is told or asked leads to the step that fits it; the law has its words first and the step comes back after it."""
    library = conversation.library
    if (
        conversation.session.topic == "self"
        and said.tells(reports(conversation)) == "alone"
        and library.hears(conversation.session.node, "me")
    ):
        conversation.enter(library.hears(conversation.session.node, "me"))  # nobody lies beside them
        return True
    if not said.asks:
        node = library.told(conversation.session.node, said.words, conversation.language)
        if node in library.steps:  # what is told counts more than a label that leads out
            conversation.enter(node)
            return True
    report = said.tells(reports(conversation))
    if report not in _NOT_AFRAID and _fears_the_law(conversation, said):
        return asides.about_the_law(conversation)
    if (not report or report in _STAYS) and asides.asked(conversation, said):
        return True
    if not report or (said.asks and report not in _ASKED):
        return False
    if report == "what_drug" and of_list.place_said(conversation, said):
        return False  # where a drug is to be had as a medicine
    if report == "bad_breathing" and conversation.session.node == library.emergency:
        conversation.again()
        return True
    return _led(conversation, report)


def _led(conversation: Conversation, report: str) -> bool:
    """What was told leads to its step, or is answered beside the one they are at."""
    target = _step_for(conversation, report)
    if asides.leads_out(conversation, target):
        return asides.beside(conversation, target)
    if report in _STAYS or not target or target == conversation.session.node:
        conversation.again()
        return True
    conversation.session.weighed = False  # somebody is there
    conversation.enter(target)
    return True


def _fears_the_law(conversation: Conversation, said: Said) -> bool:
    """Whether police, papers or a record are spoken of, however long the message; not as those who are to come."""
    listed = reports(conversation).get("police", ())
    one_word = {word for phrase in listed if len(phrase) == 1 for word in phrase[0]}
    return bool(said.tells(reports(conversation).only("police"))) or not one_word.isdisjoint(said.tokens)


def reports(conversation: Conversation) -> Reports:
    """What may be told from the floor, in the caller's language and every other one of the line."""
    return conversation.library.reports(conversation.language)


def _step_for(conversation: Conversation, report: str) -> str:
    """The node this report leads to; where a dose was told of and nothing changed, the second one."""
    library, session = conversation.library, conversation.session
    given = library.hears(session.node, "given")
    was_given = bool(given) and given in (session.node, *session.back)
    if report == _NO_CHANGE and was_given:
        return given
    if report == _ONE_DOSE and was_given:
        report = "no_naloxone"  # it was the one
    return library.hears(session.node, report)


def _leaves(conversation: Conversation, said: Said) -> bool:
    """Suicidal words, another emergency, a fear of the law, or a place asked for with what is wanted there."""
    meaning = conversation.means(said.text)
    if (
        meaning.intent == "suicidal_crisis"
        and (meaning.confidence >= _A_WISH_TO_DIE or urgent.says_a_wish_to_die(meaning))
        and conversation.library.answers.get(meaning.intent)
    ):
        conversation.tally("crisis")
        conversation.enter(conversation.library.answers[meaning.intent])
        return True
    if meaning.topic in urgent.AFRAID:
        return asides.about_the_law(conversation)
    thanks = meaning.topic == routing.THANKS and meaning.intent in routing.NOTHING_BUT_THANKS
    if thanks or emoji_kind(said.text) == "like":
        conversation.say("line.steps_go_on")  # no wall of words again, and nobody is let go of
        return True
    if meaning.intent == "human" and meaning.confidence >= _A_PERSON and len(said.tokens) > _SHORTEST:
        return routing.meant(conversation, meaning)
    if (
        meaning.intent == "overamp_emergency"
        and meaning.confidence >= 0.8
        and "overamp" not in conversation.session.node
    ):
        conversation.emergency(conversation.library.answers.get(meaning.intent, ""))
        return True
    service = SERVICES_OF_INTENTS.get(meaning.intent, "")
    clear = meaning.confidence >= SURE_PLACE or meaning.plain
    if meaning.place and service and len(said.tokens) > 1 and clear and of_list.place_said(conversation, said):
        return routing.meant(conversation, meaning) and _says_the_way_back(conversation)
    sought = place_question.names_place(conversation, said) and place_question.read(conversation, said)
    return (sought or other_wish.read(conversation, said)) and _says_the_way_back(conversation)


def _says_the_way_back(conversation: Conversation) -> bool:
    """Whoever looks for something beside the steps is told how they come back to them."""
    conversation.say("line.steps_wait")
    return True


def _again(conversation: Conversation, said: Said) -> bool:
    """The step once more; whoever speaks of themselves alone is past the first one where what to do alone is said."""
    library, session = conversation.library, conversation.session
    alone = library.hears(session.node, "me") if session.topic == urgent.OF_THEMSELVES else ""
    if alone and session.node == library.emergency and not urgent.names_another(said):
        conversation.enter(alone)
    else:
        conversation.again()
    return True


# -- on a call -----------------------------------------------------------------------------------------------------------


def overheard(conversation: Conversation, said: Said) -> None:
    """On a call the steps follow a few commands only: the rest is said to the person on the floor, to others, or is noise.

    Numbers spoken are breaths being counted and never a key; nothing said here opts out, moves elsewhere or is asked back.
    """
    conversation.session.silences = 0
    command = conversation.library.command(said.words, conversation.language)
    answers = conversation.library.plain_answers(conversation.language)
    if asks_for_text(said.words) and text_me(conversation):
        return
    told_how = said.tells(reports(conversation)) in ("no_change", "asleep", "breathing", "given_again")
    if names_overdose(said.text) or (conversation.vital_signs(said.text) and not told_how):
        conversation.emergency()
    elif command == "next":
        commands.command(conversation, command)
    elif said.words in answers.get("repeat", ()) or command in ("repeat", "help"):
        conversation.again()
    elif said.words in conversation.library.languages:
        routing.to_language(conversation, conversation.library.languages[said.words])
    elif not _told_aloud(conversation, said):
        _go_on(conversation)


_SHORTEST = 2
"""Words: a single one is a name, a count or a sigh."""


def _told_aloud(conversation: Conversation, said: Said) -> bool:
    if len(said.tokens) < _SHORTEST or said.asks or said.tokens[0] in _QUESTIONS:
        return False
    report = said.tells(conversation.library.told_aloud(conversation.language))
    target = _step_for(conversation, report) if report else ""
    if report == "police":
        return asides.about_the_law(conversation)
    if target == conversation.session.node:
        return False
    if target:
        conversation.enter(target)
    return bool(target)


_QUESTIONS = heard("steps_questions")


def _go_on(conversation: Conversation) -> None:
    """What was being said goes on: the count of breaths, or the page once more."""
    node = conversation.node
    if node is not None and node.pace:
        conversation.count_breaths(node)
    else:
        conversation.again()


TEXTS = frozenset({"line.steps_go_on", "line.steps_wait"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
