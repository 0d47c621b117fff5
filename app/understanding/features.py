"""A message as numbered features: words, pairs of words, pieces of words, shape, signs. The trainer reads the same."""

import re
from collections.abc import Iterable, Mapping

import msgspec

from app.understanding import concepts, emergency_signs, vital_signs
from app.understanding.normalise import plain, words
from app.understanding.spelling import fold, merge, vowelless
from app.understanding.word_classes import LETTER, shape
from app.understanding.word_segmentation import split_words

_DIGITS = re.compile(r"\d+")
_DOUBLED = re.compile(r"([a-z])\1")
_VOWEL = frozenset("aeiou")
_FEWEST_BONES = 4
"""Letters of the key under which a word without vowels is found: with fewer it could be many words."""
_IN_EARNEST = re.compile(
    r"\b(?:no fr|no for_real|for_real|fr fr|for real|no joke|not joking|not a joke|not kidding|no kidding|i_am serious|dead serious|no cap|"
    r"en serio|de verdad|no es broma|no_es_broma|no estoy jugando|no es juego)\b"
)
"""After a laugh, that it is none: "jk no fr"."""
LONGEST_WORDS = (
    60  # words read from the beginning, and as many from the end: who pastes a page still cries at one of them
)


class Read(msgspec.Struct, frozen=True):
    """A message after reading: its words as usually spelled, its shape and the signs found."""

    tokens: list[str]
    shape: str
    strong: list[str]
    weak: list[str]
    against: list[str]
    vital: list[str]
    """Vital signs that stand there plainly: the steps by rule, no feature of the model's."""
    in_general: bool
    """Whether it asks what to do about an overdose, of nobody in particular."""


def spelled(text: str, typos: Mapping[str, str], known: frozenset[str] | set[str]) -> list[str]:
    """The words of a plain text as usually spelled."""
    tokens: list[str] = []
    said = words(text)
    for token in said if len(said) <= 2 * LONGEST_WORDS else [*said[:LONGEST_WORDS], *said[-LONGEST_WORDS:]]:
        for word in fold(token):
            if word in known or not typos:
                tokens.append(word)
            else:
                tokens.extend(_corrected(word, typos, known))
    return merge(tokens)


def corrected(written: Iterable[str]) -> set[str]:
    """The words without those that only stretch a letter of a word the signs know ('bluee'): these are to be mended."""
    return {word for word in written if word in LETTER or _DOUBLED.sub(r"\1", word) not in LETTER}


def _corrected(word: str, typos: Mapping[str, str], known: frozenset[str] | set[str]) -> tuple[str, ...]:
    """The word as it was meant: doubled letters undone, the known word one letter away, or words run together."""
    size = len(word)
    if size < 4 or not word.isalpha():
        return (word,)
    single = _DOUBLED.sub(r"\1", word)
    if single != word and single in known:
        return fold(single)
    found = _one_off(word, typos) or _without_vowels(word, typos)
    if found is not None:
        return (found,)
    return split_words(word) or (word,)


def _without_vowels(word: str, typos: Mapping[str, str]) -> str | None:
    """The known word of which only vowels are missing, all of them or some: "brthng", "dspirta"."""
    if _VOWEL.isdisjoint(word):
        return typos.get("*" + word)
    bones = vowelless(word)
    found = typos.get(bones) if len(bones) > _FEWEST_BONES else None
    return found if found and found[0] == word[0] and len(word) < len(found) else None


def _one_off(word: str, typos: Mapping[str, str]) -> str | None:
    """The known word that differs by one letter and starts with the same one."""
    found = typos.get(word)
    if found is not None:
        return found
    size = len(word)
    if size < 5:
        return None
    for at in range(size):
        found = typos.get(word[:at] + word[at + 1 :])
        if found is not None and found[0] == word[0] and abs(len(found) - size) <= 1:
            return found
    return None


def read(text: str, typos: Mapping[str, str], known: frozenset[str] | set[str]) -> Read:
    """The message read: `text` must be plain already."""
    tokens = spelled(text, typos, known)
    form = _in_earnest(tokens)
    strong = [*emergency_signs.strong(form), *emergency_signs.told(tokens, form)]
    against = emergency_signs.against(tokens, form)
    if "not_waking" in strong and vital_signs.lets_sleep(tokens, form):
        strong.remove("not_waking")
        against.append("let_sleep")
    return Read(
        tokens=tokens,
        shape=form,
        strong=strong,
        weak=emergency_signs.weak(form),
        against=against,
        vital=vital_signs.plain(tokens, form),
        in_general=vital_signs.asked_in_general(tokens),
    )


def _in_earnest(tokens: list[str]) -> str:
    """The shape of these words, a joke no joke where it is meant."""
    form = shape(tokens)
    return form.replace("J", ".") if "J" in form and _IN_EARNEST.search(" ".join(tokens)) else form


def word_pieces(word: str) -> list[str]:
    """The pieces of one word, three to five letters long, with its ends marked."""
    marked = f"<{word}>"
    size = len(marked)
    return [f"#{marked[at : at + width]}" for width in (3, 4, 5) for at in range(size - width + 1)]


def unknown_word(word: str) -> list[str]:
    """What stands for a word no example has: its pieces, and that it is unknown."""
    return [*word_pieces(word), "?"]


def feature_word(token: str) -> str:
    """The word with digits levelled: any ZIP is the same word, any small number another."""
    if token.isalpha():
        return token
    return _DIGITS.sub(lambda digits: f"0{len(digits.group())}", token)


def names(message: Read) -> tuple[list[str], list[str]]:
    """The message's words (each stands for its pieces too) and its other features."""
    listed = [feature_word(token) for token in message.tokens]
    others = [f"{first} {second}" for first, second in zip(["<", *listed], [*listed, ">"], strict=True)]
    form = message.shape.replace(".", "")
    others += [f"~{form[at : at + 2]}" for at in range(len(form) - 1)]
    others += [f"~{form[at : at + 3]}" for at in range(len(form) - 2)]
    others += concepts.features(message.tokens)
    others += [f"+{name}" for name in message.strong]
    others += [f"+{name}" for name in message.weak]
    others += [f"-{name}" for name in message.against]
    if message.strong:
        others += [f"+-{name}" for name in message.against] or ["+only"]
    others.append(f"={min(len(listed), 12)}")
    return listed, others


def tells_a_vital_sign(text: str) -> bool:
    """Whether a plain vital sign is told here, read without a typing-mistake table (before a vocabulary is known)."""
    tokens = spelled(plain(text).text, {}, frozenset())
    return bool(vital_signs.plain(tokens, _in_earnest(tokens)))
