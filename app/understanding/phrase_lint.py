"""What is wrong with staff's phrases themselves: contradictions, too few examples, reserved words."""

from collections.abc import Iterator, Mapping

import msgspec

from app.understanding.features import tells_a_vital_sign
from app.understanding.meaning import EMERGENCIES, INTENTS, TOPICS, Phrases
from app.understanding.normalise import exact_listed
from app.understanding.questions import topic_of
from app.understanding.topic_model import NONE

FEWEST = 5  # examples per intent and language below which recognition is guesswork

# Words every provider and regulator gives a meaning of their own (47 CFR 64.1200(a)(10) and carriers' keywords).
RESERVED: dict[str, str] = {
    **dict.fromkeys(
        [
            "stop",
            "stopall",
            "unsubscribe",
            "cancel",
            "end",
            "quit",
            "revoke",
            "optout",
            "opt out",
            "arret",
            "alto",
            "parar",
        ],
        "stop",
    ),
    **dict.fromkeys(["start", "unstop"], "start"),
    **dict.fromkeys(["help", "info"], "help_menu"),
}


class Finding(msgspec.Struct, frozen=True):
    """One mistake in the phrases: where (language, intent, kind, message) and what."""

    code: str
    language: str
    intent: str
    message: str
    text: str
    severity: str = "error"


def lint_phrases(phrases: Mapping[str, Phrases]) -> list[Finding]:
    """Every finding, in the order of the files."""
    found: list[Finding] = []
    seen: dict[str, tuple[str, str]] = {}
    for language, owned in phrases.items():
        for kind in (owned.words, owned.phrases, owned.examples):
            found += [_unknown(language, intent) for intent in kind if intent not in INTENTS]
        found += [_unknown_topic(language, topic) for topic in owned.topics if topic not in TOPICS]
        for kind in (owned.words, owned.examples):
            for intent, messages in kind.items():
                for message in messages:
                    problem = _clash(seen, language, intent, message)
                    if problem is not None:
                        found.append(problem)
        found += _few(language, owned)
    return [*found, *_asked(phrases)]


def _asked(phrases: Mapping[str, Phrases]) -> list[Finding]:
    """Examples of questions under a name that is no topic, under two topics, or that the line hears as a cry for help."""
    known = {*TOPICS, NONE}
    for owned in phrases.values():
        known |= {*owned.topics, *map(topic_of, owned.questions)}
    cries = {
        exact_listed(line) for owned in phrases.values() for name in EMERGENCIES for line in owned.words.get(name, ())
    }
    found: list[Finding] = []
    seen: dict[str, tuple[str, str]] = {}
    for language, owned in phrases.items():
        for name, lines in owned.asked.items():
            topic = topic_of(name)
            told = frozenset(_telling(lines))
            if topic not in known:
                text = f"No topic is called '{topic}'. Nothing is learnt from its examples."
                found.append(Finding("PHRASE_TOPIC", language, topic, topic, text, "warning"))
            for line in lines:
                key = exact_listed(line)
                first = seen.setdefault(key, (topic, language))
                if first[0] != topic:
                    text = f"'{line}' is an example of {topic} here and of {first[0]} in content/{first[1]}. Keep one of them."
                    found.append(Finding("PHRASE_CLASH", language, topic, line, text))
                if key in cries or line in told:
                    text = f"'{line}' is heard as an emergency, whatever topic it stands under. Remove it from {topic}."
                    found.append(Finding("PHRASE_CRY", language, topic, line, text))
    return found


_MOST_QUIET = 4_000
_quiet: dict[tuple[int, int], None] = {}
"""Length and hash of lists of examples in which no vital sign is told: reading tens of thousands of lines takes seconds."""


def _telling(lines: tuple[str, ...]) -> Iterator[str]:
    """The lines that tell a plain vital sign; a list that had none is not read again in this process."""
    mark = len(lines), hash(lines)
    if mark in _quiet:
        return
    told = [line for line in lines if tells_a_vital_sign(line)]
    if not told:
        _quiet[mark] = None
        while len(_quiet) > _MOST_QUIET:
            del _quiet[next(iter(_quiet))]
    yield from told


def _unknown(language: str, intent: str) -> Finding:
    return Finding(
        "PHRASE_INTENT", language, intent, intent, f"There is no intent '{intent}'. Use one of: {', '.join(INTENTS)}."
    )


def _unknown_topic(language: str, topic: str) -> Finding:
    return Finding(
        "PHRASE_TOPIC", language, "", topic, f"No topic is called '{topic}'. Callers who name it get no tip.", "warning"
    )


def _clash(seen: dict[str, tuple[str, str]], language: str, intent: str, message: str) -> Finding | None:
    """The finding when the same message already means something else, or is a reserved word."""
    key = exact_listed(message)
    if not key:
        return Finding("PHRASE_EMPTY", language, intent, message, f"'{message}' has no letters or digits. Remove it.")
    reserved = RESERVED.get(key)
    if reserved is not None and reserved != intent:
        text = f"'{message}' is a reserved word: it always means {reserved}. Remove it from {intent}."
        return Finding("PHRASE_RESERVED", language, intent, message, text)
    first = seen.setdefault(key, (intent, language))
    if first[0] != intent:
        text = f"'{message}' is an example of {intent} here and of {first[0]} in content/{first[1]}. Keep one of them."
        return Finding("PHRASE_CLASH", language, intent, message, text)
    return None


def _few(language: str, owned: Phrases) -> list[Finding]:
    found = []
    for intent in INTENTS:
        count = len(owned.examples.get(intent, ())) + len(owned.words.get(intent, ()))
        if count < FEWEST:
            text = f"{intent} has {count} examples. It needs at least {FEWEST} to be recognised: add messages as people write them."
            found.append(Finding("PHRASE_FEW", language, intent, "", text, "warning"))
    return found
