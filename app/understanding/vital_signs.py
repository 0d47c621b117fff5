"""A plain vital sign, told of somebody in front of us: by itself the steps, whatever else the message says.

A model weighs a whole message, and small talk can outweigh one sign in it. So the sign is read where it stands, with
the few words around it that can turn it: a question in general, the past, a thing, a film, a denial, a morning.
"""

import re

from app.language.heard import any_of_heard, heard
from app.understanding.word_classes import shape

_NOT = r"(?:not|no|never|stopped|stops|stop|quit|ceased|barely|hardly|apenas|casi_no|dejo_de|ya_no|without|sin|nunca|paro|nothing|unable|(?:ya|mueve|despierta|reacciona|responde|contesta|habla) ni)"
_BETWEEN = r"(?: (?:really|even|esta|is|been|longer|de|he|she|they|to|any|a|good|bien|come|ever|still|up|him|her|them|mas|puede|quiere|get|getting|have|feel|the|able|la|lo|al|there|se|le|siente|siento|sentimos|encuentro|find))"
_SIGNS: dict[str, re.Pattern[str]] = {
    "not_breathing": re.compile(
        rf"\b{_NOT}{_BETWEEN}{{0,3}} (?:breathing|breathe|breath|breaths|respira|respire|respirado|respiraba|respirando|pulse|pulso|heartbeat|latido)\b"
    ),
    "lungs_stopped": re.compile(
        r"\blungs? (?:(?:has|have|just|are|is|went|his|her|their) )*(?:stopped|stoped|quit|ceased|not working|gave_out|gave out|shut down)"
        r"(?! (?:hurting|burning|aching|hurts|bothering))\b"
    ),
    "slow_rate": re.compile(
        r"\b(?:(?:resp(?:ira)?|resps|respiratory|respirations?|rr)(?: (?:rate|is|are|at|of|about|like|around|down|to|maybe|only))* [1-8](?! ?\d)"
        r"|agonal (?:breathing|breaths?|breath|respirations?|resps)|(?:is|are|was|male|female|patient|person|client|participant) apneic)\b"
    ),
    "not_waking": re.compile(
        rf"\b{_NOT}{_BETWEEN}{{0,3}} (?:wake|awake|awaken|waking|wakened|wakes|woken|woke|rouse|arouse|despierta|despierte|despertado|despertar|despierto|reacciona|reaccionado|respond|responds|responding|responsive|responde)\b"
    ),
    "blue": re.compile(
        r"\b(?:(?:lips?|face|skin|nails|fingernails|fingers|labios|cara|unas|piel|boca|esta|puso|pone|poniendo|turned|turning|is|are|looks|looking|went|going|getting)"
        r"(?: (?:is|are|was|look|looks|looking|turned|turning|went|going|getting|all|so|really|se|esta|estan|puso|pusieron|poniendo|ponen|muy|and|y|kind of|gone)){0,3}"
        r" (?:blue|bluegray|purple|azul|azules|morado|morada|morados))\b"
    ),
    "unconscious": re.compile(
        r"\b(?:unconscious|unresponsive|unconsciousness|lifeless|inconsciente|comatose|(?:gone|went|goes|going|all|body|completely|totally|is|are|just) limp)\b"
    ),
    "gurgling": re.compile(r"\b(?:gurgling|gurgle|gurgles|gorgoteo|gorgoteando|death rattle|foaming)\b"),
    "overdosing": re.compile(
        r"\b(?:overdosed|overdosing)\b|\b(?:tuvo|tiene|esta (?:teniendo|en|con)|le dio|hizo|dio) (?:una )?sobredosis\b"
    ),
    "overdose_here": re.compile(
        rf"^(?:{any_of_heard('before_a_call')} )*(?:overdose|sobredosis) (?:{any_of_heard('call_at')} \d+"
        rf"|{any_of_heard('call_here')}|(?:{any_of_heard('call_in')} )?{any_of_heard('call_rooms')})\b"
    ),
}
_QUESTION = re.compile(
    r"\b(?:what|how|que|como)\b(?: \w+){0,3} (?:do|hago|hacer|hace|haces|debo|should|help|respond|ayudar|ayudo|recognize|know|tell)\b"
)
_ANYBODY = re.compile(rf"\b(?:if_someone|{any_of_heard('anybody')})\b")
_SOMEDAY = heard("some_day")
_OVERDOSE = re.compile(r"\b(?:overdose|overdoses|sobredosis|overdosing|overdosed)\b")
_OF_ONE = re.compile(r"\b(?:my|mi|he|she|him|her|this|here)\b")
_WAKES = frozenset({"wake", "waking", "awake", "woke"})
_FEARED_LATER = re.compile(rf"\b{any_of_heard('feared')}(?: \w+){{0,2}} {any_of_heard('some_day')}$")
_PAST = frozenset("Ky")


def plain(tokens: list[str], form: str) -> list[str]:
    """Names of the vital signs that these words tell of somebody in front of us, in the order of the table."""
    joined, starts = _joined(tokens)
    if not _CHEER.isdisjoint(tokens):
        form = "".join("." if token in _CHEER else letter for token, letter in zip(tokens, form, strict=True))
    return [
        name
        for name, pattern in _SIGNS.items()
        if any(_stands(name, m, tokens, form, starts) for m in pattern.finditer(joined))
    ]


def asked_in_general(tokens: list[str]) -> bool:
    """Whether these words ask what to do about an overdose, of nobody in particular or for some day: they want the steps to know them."""
    joined = " ".join(tokens)
    question = _QUESTION.search(joined)
    anybody = _ANYBODY.search(joined, question.start()) if question else None
    if _FEARED_LATER.search(joined):
        return True
    someday = not _SOMEDAY.isdisjoint(tokens)
    if question is None or not (someday or (anybody and not _OF_ONE.search(joined))):
        return False
    rest = joined[anybody.start() if anybody and not someday else 0 :]
    return _OVERDOSE.search(rest) is not None or any(pattern.search(rest) for pattern in _SIGNS.values())


def lets_sleep(tokens: list[str], form: str) -> bool:
    """Whether the only words of waking tell us to let somebody sleep: "dont wake her"."""
    wakes = [at for at, token in enumerate(tokens) if token in _WAKES]
    return bool(wakes) and all(
        tokens[max(0, at - 2) : at] == ["do", "not"] and _ordered(form[: at - 1], form[at + 1 :]) for at in wakes
    )


def _joined(tokens: list[str]) -> tuple[str, list[int]]:
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    return " ".join(tokens), starts


def _stands(name: str, found: re.Match[str], tokens: list[str], form: str, starts: list[int]) -> bool:
    """Whether nothing near the sign turns it into something else than somebody who needs help now."""
    first = max(i for i, at in enumerate(starts) if at <= found.start())
    last = max(i for i, at in enumerate(starts) if at < found.end())
    before, after = form[max(0, first - 6) : first], form[last + 1 :]
    near = form[max(0, first - 2) : first] + after[:3]
    # "he was doing homework and she won't wake up": what came before the "and" is another matter
    clause = next((at for at in range(first - 1, -1, -1) if tokens[at] in _AND), -1)
    if (
        "F" in before
        or "E" in form[max(clause + 1, first - 5) : first]
        or ("h" in near and name != "slow_rate")
        or ("J" in form and ("P" not in before[-4:] or not _LAUGHED_OFF.isdisjoint(tokens)))
    ):
        return False
    if not _PAST.isdisjoint(before[-4:] + after[:6]) or _elsewhen(
        tokens[last + 1 : last + 8], tokens[max(0, first - 4) : first]
    ):
        return False
    if "a" in after[:7] and name != "overdosing":
        return False
    if name == "blue" and not _COLOURED.isdisjoint(tokens):
        return False
    if name == "not_waking" and (_WISHED.search(" ".join(tokens)) or not _IN_HOSPITAL.isdisjoint(tokens)):
        return False
    if "Q" in before[-5:] and "P" not in before and name != "not_waking":
        return False
    people = before[-4:] + form[first : last + 1] + after[:4]
    return _CONDITIONS.get(name, _of_a_person)(people, before, after, tokens[first : last + 1], tokens)


_AND = heard("vital_and")
_LAUGHED_OFF = heard("vital_laughed_off")
"""What a laugh makes harmless beside a sign: who laughs, animals, mornings, heat. Of anybody else, "lol" is how the frightened write too."""
_CHEER = heard("vital_cheer")
"""Words of a feast: that it is somebody's birthday puts nothing into the past."""
_BEFORE = heard("vital_before")
_AFTER = heard("vital_after")


_COLOURED = heard("vital_coloured")
"""What is blue by itself, or makes a mouth so."""
_WISHED = re.compile(
    r"\b(?:ojala|quiero|quisiera|voy a|deseo|prefiero|mejor)\b(?: \w+){0,4} (?:no|nunca|ya_no) (?:\w+ )?(?:despertar|despertara|despierte|despertarme)\b"
    r"|\b(?:hope|wish|want|wanna|rather|pray)\b(?: \w+){0,4} (?:not|never) (?:have to )?wake\b"
)
"""Not to wake up, as a wish: no sign of dying in front of us, but words of not wanting to live."""


def _elsewhen(after: list[str], before: list[str]) -> bool:
    """Whether it is told of another time, or as something that could be: a year, last night, nearly, when, could."""
    year = any(len(word) == 4 and word[:2] in ("19", "20") and word.isdigit() for word in (*after, *before))
    return year or not _AFTER.isdisjoint(after[:6]) or not _BEFORE.isdisjoint(before)


def _of_a_person(people: str, before: str, after: str, sign: list[str], tokens: list[str]) -> bool:
    """Whether the sign is told of a person: somebody named, or a message so short that there is nobody else it could be."""
    denied = "N" in before[-2:] and sign[0] not in _NEGATIONS
    return not denied and ("P" in people or len(tokens) <= 3 or not _THIRD.isdisjoint(sign))


def _waking(people: str, before: str, after: str, sign: list[str], tokens: list[str]) -> bool:
    """The same of waking: nothing about a morning, nobody told to let somebody sleep, and no letter left unanswered."""
    at = tokens.index(sign[0])
    told_to = at > 0 and tokens[at - 1] == "do" and ("P" not in before or _ordered(before, after))
    if "w" in after[:4] or told_to or (sign[-1] == "despertar" and "puede" not in sign):
        return False
    if sign[-1].startswith("respon"):
        return "P" in before or len(tokens) <= 3
    return _of_a_person(people, before, after, sign, tokens)


def _ordered(before: str, after: str) -> bool:
    """Whether it is said to us to let somebody sleep: "dont wake her", with no one in front of the "dont" who does not wake."""
    return before[-2:-1] not in ("P", "I") and after[:1] == "P"


_IN_HOSPITAL = heard("vital_in_hospital")
"""Words of somebody who is cared for: that they may not wake up is what others said."""


_ONLY_TOUCHED = heard("vital_only_touched")
"""What nobody ever overdosed by, whatever the news say."""


def _overdosing(people: str, before: str, after: str, sign: list[str], tokens: list[str]) -> bool:
    """The same of the word: somebody has, or is, and not on something that no body was ever poisoned with."""
    on = tokens[tokens.index(sign[-1]) + 1 :][:2]
    if "N" in before[-2:] or (on[:1] == ["on"] and not {"D", "S"} & set(shape(on))):
        return False
    if not _ONLY_TOUCHED.isdisjoint(tokens[tokens.index(sign[-1]) + 1 :][:5]):
        return False
    doing = sign[-1] in ("overdosing", "sobredosis")
    return "P" in before[-4:] or (doing and ("P" in after[:3] or "I" in before[-3:])) or len(tokens) <= 2


def _here(people: str, before: str, after: str, sign: list[str], tokens: list[str]) -> bool:
    """An overdose named with where it is, and no more than that."""
    return len(tokens) <= _SHORT_CALL


_SHORT_CALL = 12
"""Words of a call for help that says what and where."""


def _counted(people: str, before: str, after: str, sign: list[str], tokens: list[str]) -> bool:
    """Breaths counted in the words of those who count them: of a person, whoever is named; not in a film or a lesson."""
    return "E" not in after


def _lungs(people: str, before: str, after: str, sign: list[str], tokens: list[str]) -> bool:
    """Somebody else's: whoever tells it of their own is out of breath."""
    return before[-1:] != "I"


_CONDITIONS = {
    "lungs_stopped": _lungs,
    "slow_rate": _counted,
    "not_waking": _waking,
    "overdosing": _overdosing,
    "overdose_here": _here,
}
_NEGATIONS = heard("vital_negations")
_THIRD = heard("vital_of_another")
"""Spanish says by its verb alone that it is somebody else."""


def of(tokens: list[str]) -> list[str]:
    """The plain vital signs in folded words whose shape is not worked out yet."""
    return plain(tokens, shape(tokens))
