"""When a topic that a message is likely to ask about answers it, when it is offered, and when it is left alone."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from app.understanding.meaning import Meaning
from app.understanding.topic_model import Likely

_NEVER = 1.1
_OF_NOTHING, _OF_OURS, _OF_OTHERS = (0.45, 0.12), (0.35, 0.1), (0.6, 0.12)
_OF_A_PLACE, _OF_AN_ACT = (0.9, 0.15), (0.6, _NEVER)
LEAST = {
    "unrelated": _OF_NOTHING,
    "feedback": _OF_NOTHING,
    "human": _OF_OTHERS,
    "help_menu": _OF_NOTHING,
    "greeting": (_NEVER, 0.5),
    "safer_use_tip": _OF_OURS,
    "treatment": _OF_OTHERS,
    "wound_care": _OF_OURS,
    "drug_alert_report": _OF_A_PLACE,
    "naloxone_location": _OF_A_PLACE,
    "syringe_location": _OF_A_PLACE,
    "test_strips": _OF_A_PLACE,
    "testing_hiv_hcv": _OF_A_PLACE,
    "checkin_recurring": _OF_AN_ACT,
    "checkin_start_timed": _OF_AN_ACT,
    "language_switch": _OF_AN_ACT,
    "stop": _OF_AN_ACT,
    "forget_me": _OF_AN_ACT,
}
"""Beside these meanings alone, unless said in so many words: the chance from which a topic answers, and from which it is offered."""
OVER_A_CRY = 0.6
"""The chance from which a topic whose page may stand in answers where a cry was only weighed. Of 1,459 cries of the tests that are
heard none comes so near to such a topic but "how do i do mouth to mouth", which is listed as a cry."""
OVER_A_PATTERN, _TIMES = 0.5, 4.0
"""The chance, and how many times that of the next, from which a topic answers where the words of another were listed."""
OVER_A_SIGN = 0.9
"""The same beside a sign that was not of somebody's body: "they say a deputy overdosed from touching it"."""
ASKED_OVER_A_CRY = 0.06
"""The same where it is put as a question, and the topic is that much of what may be asked at all."""
_MAY_BE_NOTHING = frozenset({"unrelated", "feedback", "greeting", "human"})
"""Intents of messages that may as well ask about nothing of ours."""
_SURE = 0.6
"""From this chance on somebody wants a person, or treatment, and asks no question about them."""
_EVERYDAY = 0.96
_BESIDE_EVERYDAY = (0.7, 0.3)
"""The same beside what the model takes for everyday talk."""
_BESIDE_A_TOPIC = (0.5, 0.12)
"""The same where a word of the message has a page of its own already."""
_MARGIN = 2.0
"""How many times likelier than the next a topic must be to answer."""


_AS_GOOD = 0.3
"""The share of the likeliest topic's chance from which the one whose words staff listed is as good."""
SAID_OF_A_SUBJECT = (0.5, 0.3)
"""The chance from which a topic answers words said of a named subject, before listed words do, and where none are listed."""


_AS_A_CRISIS, _OF_ITS_CHANCE = 0.11, 0.15
"""What a wish to die must come to among all topics, and how much of the chance among the meanings counts for it: who is sure there need
be less so here. Of 130 wishes to die of another hand 99 are heard so, of 110 likenesses 9 and of 1,940 questions 37 (94, 7 and
34 at 0.15); without it 110, 20 and 358."""
_ASKED_INSTEAD, _TIMES_ASKED = 0.14, 0.8
"""The chance, and how many times that of a wish to die, from which a topic is asked about instead: "do they ask for id". At 0.15 and
2.0 one wish more of those 130 was heard, and 6 more of 1,940 questions were a crisis."""


_A_STORY, _OF_A_STORY = 25, 0.5
"""Words from which on a message is a story, and what a wish to die must come to in one: much that weighs heavy stands in any."""


def is_crisis(chance: float, crisis: float | None, found: tuple[Likely, ...], *, words: int) -> bool:
    """Whether what is taken for a wish to die with this chance is still one among all the questions that are asked."""
    if crisis is None:
        return True
    asked = found[0].chance if found else 0.0
    if asked >= _ASKED_INSTEAD and asked >= _TIMES_ASKED * crisis:
        return False
    return crisis + _OF_ITS_CHANCE * chance >= (_OF_A_STORY if words > _A_STORY else _AS_A_CRISIS)


class Weighed(msgspec.Struct, frozen=True):
    """The topics worth a word, and whether the first of them answers or all are offered."""

    topics: tuple[str, ...] = ()
    answers: bool = False


def stands_in(found: tuple[Likely, ...], meaning: Meaning, *, may: Collection[str], asks: bool) -> Weighed:
    """The topic that answers where a cry was only weighed, if one that may is clearly asked about."""
    if not found or found[0].topic not in may:
        return Weighed()
    first = found[0]
    asked = asks and first.share >= OVER_A_CRY and first.chance >= ASKED_OVER_A_CRY
    clearly = first.chance >= OVER_A_SIGN or (meaning.faint and (first.chance >= OVER_A_CRY or asked))
    return Weighed((first.topic,), answers=True) if clearly else Weighed()


def of_subject(found: tuple[Likely, ...], listed: str | None) -> str | None:
    """The topic that words said of a named subject ask about; `listed` is the one whose words staff listed."""
    surely, perhaps = SAID_OF_A_SUBJECT
    first = found[0] if found else Likely("", 0.0)
    if any(one.topic == listed and one.chance >= _AS_GOOD * first.chance for one in found):
        return listed
    if first.chance >= surely:
        return first.topic
    return listed or (first.topic if first.chance >= perhaps else None)


def contradicts(found: tuple[Likely, ...], listed: str) -> bool:
    """Whether another topic than the one whose words were listed is asked about so clearly that those words were chance."""
    if len(found) < 2 or found[0].topic == listed:
        return False
    return found[0].chance >= OVER_A_PATTERN and found[0].chance >= _TIMES * found[1].chance


def weighed(found: tuple[Likely, ...], meaning: Meaning, *, has_page: str) -> Weighed:
    """What comes of the likeliest topics beside this meaning."""
    if not found:
        return Weighed()
    answers, offered = LEAST[meaning.intent]
    if LEAST[meaning.intent] is _OF_OTHERS and meaning.confidence >= _SURE:
        return Weighed()
    if meaning.intent == "unrelated" and meaning.confidence >= _EVERYDAY:
        answers, offered = _BESIDE_EVERYDAY
    elif has_page and has_page != found[0].topic:
        answers, offered = max(answers, _BESIDE_A_TOPIC[0]), max(offered, _BESIDE_A_TOPIC[1])
    first, second = found[0], found[1] if len(found) > 1 else Likely("", 0.0)
    ours = meaning.intent not in _MAY_BE_NOTHING
    if _of(first, ours=ours) >= answers and first.chance >= _MARGIN * second.chance:
        return Weighed((first.topic,), answers=True)
    if _of(first, ours=ours) + _of(second, ours=ours) < offered:
        return Weighed()
    return Weighed(tuple(one.topic for one in found))


def _of(one: Likely, *, ours: bool) -> float:
    """Its chance; where the message is surely about something of ours, half way to its share among the topics."""
    return (one.chance + one.share) / 2 if ours else one.chance
