"""The order of safety: emergency, crisis, stop, what the node expects, everything else; asking when undecided."""

import re
from collections.abc import Mapping

import msgspec

from app.language.heard import any_of_heard
from app.understanding.emergency_signs import TOOK_MANY
from app.understanding.features import Read
from app.understanding.meaning import EMERGENCIES, Meaning
from app.understanding.phrase_table import Whole
from app.understanding.word_classes import EVIDENCE, FAINT

# Chance of an emergency from which the reply is the steps, by what else speaks for and against it: recall first.
# Tuned by leaving out in turn each batch of examples another hand wrote.
_VITAL = frozenset(
    {"not_breathing", "not_waking", "blue", "unconscious", "gurgling", "dying", "seizure", "naloxone_now"}
)
_FROM_VITAL = 0.25
_FROM_STRONG = 0.28
_FROM_EVIDENCE = 0.22
_FROM_EVIDENCE_AGAINST = 0.40
_FROM_JOKE = 0.25
_FROM_VITAL_JOKE = 0.10
_FROM_TOLD_JOKE = 0.0
"""A laugh beside somebody who does not breathe is a frightened one: the model has no say."""
_FROM_DENIAL = 0.50
_FROM_FAINT = 0.24
_NOT_HAPPENING = frozenset({"past", "joke", "if", "media", "question", "only_asks"})
"""What speaks against pills having been swallowed in front of us."""
_SURE_ALL_THE_SAME = 0.9
"""From here on who only asks is somebody who plays it down."""
_FROM_HASTE = 0.35
"""Where haste is all there is, a "now" or a "please": words of any day."""
_FROM_NOTHING = 0.42
"""By the model alone, with no sign, drug or body word: then it must be clearly surer."""
_FROM_NOTHING_SHORT = 0.20
"""Two or three words without a sign in them: "lo siento", "leaving now"."""
_FEW_WORDS = 3
_HASTE = frozenset("!")
_NAMES_A_DRUG = frozenset("DSTk")
_FEW_TO_DOUBT = 4
"""So few words without a sign in them are no cry that was nearly heard: "he stopped texting me"."""
_DOUBT = 0.2
"""From this share of its threshold on a chance still puts the emergency line in front of the other answer."""
_NEARLY = 0.68
"""From here on even a few words do."""
_PLAINLY_ELSE = 0.8
"""From this chance on two or three words without a sign in them are what they seem: "leaving now"."""
_SURE_OF_THEMSELVES = frozenset({"stop", "suicidal_crisis"})
"""Their own answers name 911, and a STOP gets one confirmation and nothing else."""
_UPPERS = frozenset(
    "x molly mdma ecstasy tina addy addys tacha tachas clear tweaking tweakin shards speed tweaked rolling rolls".split()
)
"""What people call uppers, besides the words of their class."""
_OF_THE_BODY = frozenset("HXVZ")
_CRISIS = 0.45
_STOP = 0.47
_LASTING = frozenset({"stop", "start", "forget_me"})
"""What cannot be taken back: never the likeliest of many unlikely readings, and never offered as a guess."""
_ASK_BELOW = 0.40
_ASK_GAP = 0.10
# Said in emergencies too: they only speak against one together with what the model thinks.
_HARMLESS = frozenset({"find", "question", "batch"})
# Whole messages that a waiting node may read as its answer: they are polite noise elsewhere.
_GIVES_WAY = frozenset({"greeting", "unrelated", "feedback"})
_SUICIDE_WORDS = frozenset(
    "kill_myself want_to_die end_my_life end_it_all suicidal suicidarme suicide hurt_myself suicidar unalive suicidio".split()
)


_OWN_HAND = _SUICIDE_WORDS - {"want_to_die"}
_SHORT_FEAR = 9
"""Words of a message that says no more; in a longer one more is told than a fear."""
_FEARS_DEATH = re.compile(rf"\b{any_of_heard('fears_death')}\b")
"""Who asks whether they will die of it, does not want to, or says that somebody is after them, does not wish to die."""


_PARTS_FROM = re.compile(rf"\b{any_of_heard('parts_from')}\b")
"""Who ends it with somebody leaves them; who ends it says so without."""


class Evidence(msgspec.Struct, frozen=True):
    """All that speaks for one meaning or another."""

    message: Read
    whole: Whole | None
    inside: list[str]
    revoked: list[str]
    stops_else: bool
    chances: Mapping[str, float]
    urgent: float
    expected: str | None


def decide(found: Evidence) -> Meaning:
    """The intent, its confidence and why; where an emergency was nearly heard, `emergency` is set beside another intent."""
    urgent = _emergency(found)
    if urgent is not None:
        return urgent
    if found.whole is None and _PARTS_FROM.search(" ".join(found.message.tokens)):
        rest = {intent: chance for intent, chance in found.chances.items() if intent != "suicidal_crisis"}
        found = msgspec.structs.replace(found, chances=rest)
    meaning = next(filter(None, (step(found) for step in (_crisis, _stop, _whole, _phrase, _expected))), None)
    meaning = meaning or _likeliest(found)
    if meaning.intent in _SURE_OF_THEMSELVES or found.whole is not None or not _doubtful(found, meaning):
        return meaning
    why = (*meaning.why, "nearly an emergency")
    return msgspec.structs.replace(meaning, emergency=True, clarify=False, guesses=(), why=why)


def _doubtful(found: Evidence, meaning: Meaning) -> bool:
    """Whether one sentence about 911 costs less than the chance that this was a cry."""
    few = len(found.message.tokens) <= _FEW_WORDS and EVIDENCE.isdisjoint(found.message.shape)
    if few and meaning.confidence >= _PLAINLY_ELSE:
        return False
    told = not (EVIDENCE | FAINT).isdisjoint(found.message.shape) or len(found.message.tokens) > _FEW_TO_DOUBT
    share = _DOUBT if told else _NEARLY
    return bool(found.chances) and found.urgent >= _threshold(found.message) * share


def _emergency(found: Evidence) -> Meaning | None:
    """An emergency by staff's words, by a strong sign, or by the model where there is any evidence."""
    message = found.message
    overdose = found.chances.get("overdose_emergency", 0.0)
    overamp = found.chances.get("overamp_emergency", 0.0)
    chance = found.urgent
    kind = "overamp_emergency" if overamp > overdose or _of_an_upper(message) else "overdose_emergency"
    if found.whole is not None:
        return listed(found.whole) if found.whole.intent in EMERGENCIES else None
    if message.in_general or ("let_sleep" in message.against and not message.strong):
        return None
    if message.vital:
        return _urgent(kind, max(chance, 0.9), ("vital sign", *message.vital))
    against = message.against
    if TOOK_MANY in message.strong and _NOT_HAPPENING.isdisjoint(against):
        return _urgent("overdose_emergency", max(chance, 0.6), (TOOK_MANY,))
    if ("only_asks" in against and chance < _SURE_ALL_THE_SAME) or ("quarrel" in against and not message.strong):
        return None
    named = [intent for intent in found.inside if intent in EMERGENCIES]
    if named and not against:
        return _urgent(named[0], max(chance, 0.9), ("phrase of " + named[0],))
    if not found.chances:
        if message.strong and not against:
            return _urgent(_kind_by_sign(message), 0.8, tuple(message.strong))
        return None
    if chance >= _threshold(message):
        urgent = _urgent(kind, chance, (*message.strong, *message.weak, "model"))
        return msgspec.structs.replace(urgent, faint=not message.strong)
    return None


def _of_an_upper(message: Read) -> bool:
    """Whether an upper is named beside a racing heart, heat, a seizure or a mind gone, and nobody stops breathing or waking."""
    named = "S" in message.shape or not _UPPERS.isdisjoint(message.tokens)
    return named and not _OF_THE_BODY.isdisjoint(message.shape) and _VITAL.isdisjoint({*message.strong} - {"seizure"})


def _threshold(message: Read) -> float:
    """The chance from which this message is taken for an emergency."""
    against = [name for name in message.against if name not in _HARMLESS]
    vital = _VITAL.intersection(message.strong)
    if "no_overdose" in against and not vital:
        return _FROM_DENIAL
    if "joke" in against and vital & {"not_breathing"} and "P" in message.shape:
        return _FROM_TOLD_JOKE
    if "joke" in against and vital:
        return _FROM_VITAL_JOKE
    if "joke" in against or ("thing" in against and vital <= {"not_waking"}):
        return _FROM_JOKE
    if vital or message.strong:
        return _FROM_VITAL if vital else _FROM_STRONG
    if EVIDENCE.intersection(message.shape):
        return _FROM_EVIDENCE_AGAINST if against else _FROM_EVIDENCE
    if len(message.tokens) <= _FEW_WORDS and _NAMES_A_DRUG.isdisjoint(message.shape):
        return _FROM_NOTHING_SHORT
    faint = FAINT.intersection(message.shape)
    return _FROM_NOTHING if not faint else _FROM_HASTE if faint == _HASTE else _FROM_FAINT


def _urgent(intent: str, confidence: float, why: tuple[str, ...]) -> Meaning:
    return Meaning(intent, round(min(confidence, 1.0), 3), emergency=True, why=why, plain="vital sign" in why)


def _kind_by_sign(message: Read) -> str:
    signs = set(message.strong)
    return "overamp_emergency" if signs <= {"heart", "heat", "overamping", "seizure"} else "overdose_emergency"


def fears_death(tokens: list[str]) -> bool:
    """Whether this asks if they will die, says that they do not want to, or that somebody is after them, and no more."""
    return (
        len(tokens) <= _SHORT_FEAR
        and _FEARS_DEATH.search(" ".join(tokens)) is not None
        and _OWN_HAND.isdisjoint(tokens)
    )


def _crisis(found: Evidence) -> Meaning | None:
    """Talk of ending one's life."""
    if found.whole is not None:
        return listed(found.whole) if found.whole.intent == "suicidal_crisis" else None
    if fears_death(found.message.tokens):
        return None
    chance = found.chances.get("suicidal_crisis", 0.0)
    words = _SUICIDE_WORDS.intersection(found.message.tokens)
    if (words and "joke" not in found.message.against and (not found.chances or chance >= 0.1)) or chance >= _CRISIS:
        return Meaning("suicidal_crisis", round(max(chance, 0.6), 3), why=("crisis words",) if words else ("model",))
    return None


def _stop(found: Evidence) -> Meaning | None:
    """Permission taken back."""
    if found.whole is not None:
        return listed(found.whole) if found.whole.intent == "stop" else None
    chance = found.chances.get("stop", 0.0)
    forget = found.chances.get("forget_me", 0.0)
    if forget > chance and forget >= 0.3:
        return None
    if found.revoked and (not found.chances or chance >= 0.15):
        return Meaning("stop", round(max(chance, 0.6), 3), why=tuple(found.revoked), plain=True)
    if chance >= _STOP and not found.stops_else:
        return Meaning("stop", round(chance, 3), why=("model",))
    return None


def listed(whole: Whole) -> Meaning:
    """The meaning staff gave this very message."""
    sure = 1.0 if whole.kind == "word" else 0.97
    return Meaning(
        whole.intent, sure, emergency=whole.intent in EMERGENCIES, why=(f"{whole.kind} of {whole.intent}",), plain=True
    )


def _whole(found: Evidence) -> Meaning | None:
    """A whole message staff listed, unless the node expects it to mean something else."""
    if found.whole is None:
        return None
    expected = _expected(found) if found.whole.intent in _GIVES_WAY else None
    return expected or listed(found.whole)


def _phrase(found: Evidence) -> Meaning | None:
    """A phrase staff listed, found inside."""
    if found.inside:
        best = max(found.inside, key=lambda intent: found.chances.get(intent, 0.0))
        chance = found.chances.get(best, 0.0)
        if not found.chances or chance >= 0.08:
            return Meaning(best, round(max(chance, 0.7), 3), why=("phrase of " + best,))
    return None


def _expected(found: Evidence) -> Meaning | None:
    """What the node waits for, when the message may well be it."""
    if found.expected is None or found.expected not in found.chances:
        return None
    chance = found.chances[found.expected]
    if chance >= 0.2 and chance >= max(found.chances.values()) / 3:
        return Meaning(found.expected, round(chance, 3), why=("expected here",))
    return None


def _likeliest(found: Evidence) -> Meaning:
    """The likeliest intent that is no emergency, or a question between the two or three likeliest."""
    ranked = sorted(
        (
            (chance, intent)
            for intent, chance in found.chances.items()
            if intent not in EMERGENCIES
            and (intent not in _LASTING or chance >= _STOP)
            and not (intent == "stop" and found.stops_else)
        ),
        key=lambda entry: (-entry[0], entry[1]),
    )
    if not ranked:
        return Meaning("unrelated", 0.0, why=("nothing fits",))
    best, second = ranked[0], ranked[1]
    undecided = best[0] < _ASK_BELOW and best[0] - second[0] < _ASK_GAP
    guesses = (
        tuple(intent for _, intent in ranked[:3] if intent != "unrelated" and intent not in _LASTING)
        if undecided
        else ()
    )
    return Meaning(
        best[1],
        round(best[0], 3),
        clarify=len(guesses) >= 2,
        guesses=guesses if len(guesses) >= 2 else (),
        why=("model",),
    )
