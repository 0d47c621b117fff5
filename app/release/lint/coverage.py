"""What people mean and what they type: each intent and word leads to one place, and to one only."""

from __future__ import annotations

from collections.abc import Iterator

from app.language.short_answers import CARRIER_START, CARRIER_STOP, plain
from app.release.languages import level_of
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown
from app.release.schema import COMMANDS
from app.understanding.meaning import INTENTS


@rule("INTENT_MISSING")
def every_intent_has_an_answer(case: Case) -> Iterator[Problem]:
    """Each of the things people mean is answered by a node of some flow."""
    if case.sources.flows_unread or not case.sources.flows or case.missing_flows:
        return
    answered = {intent for flow in case.sources.flows.values() for intent in flow.file.answers}
    for intent in INTENTS:
        if intent not in answered:
            message = f"No flow answers '{intent}'. Add it under 'answers:' in the flow that should."
            yield Problem("flows/main.yaml", 0, 0, "INTENT_MISSING", message)


@rule("ANSWER_TWICE")
def no_intent_or_topic_has_two_answers(case: Case) -> Iterator[Problem]:
    """An intent and a topic lead to one node each, over all flows."""
    for kind in ("answers", "topics"):
        first: dict[str, str] = {}
        for flow in case.sources.flows.values():
            for name in getattr(flow.file, kind):
                if name in first:
                    message = f"'{name}' is also under '{kind}:' in {first[name]}. Keep one of the two."
                    yield flow.document.problem((kind, name), "ANSWER_TWICE", message, key=True)
                first.setdefault(name, flow.document.path)


@rule("WORD_TWICE")
def a_word_opens_one_flow(case: Case) -> Iterator[Problem]:
    """The word of a flow opens no other flow and is no command of the line, in any language."""
    commands = {
        plain(word): command
        for found in case.sources.words.values()
        for command, words in found.words.items()
        for word in words
    }
    first: dict[str, tuple[str, str]] = {}
    for flow in case.sources.flows.values():
        for language, word in flow.file.word.items():
            wanted = plain(word)
            owner, path = first.setdefault(wanted, (flow.name, flow.document.path))
            message = ""
            if owner != flow.name:
                message = f"'{shown(word)}' opens the flow in {path} too. Give one of them another word."
            elif wanted in commands:
                message = f"'{shown(word)}' already means '{commands[wanted]}' in words.yaml. Choose another word."
            elif not wanted or len(word) > 20 or " " in word.strip():
                message = f"'{shown(word)}' cannot be texted as one word. Choose one short word."
            if message:
                yield flow.document.problem(("word", language), "WORD_TWICE", message)


@rule("WORDS_MISSING")
def every_command_has_words_in_every_language(case: Case) -> Iterator[Problem]:
    """words.yaml of each language that is more than its overdose steps names each command of the line."""
    for language in case.sources.languages:
        if level_of(case.sources, language) == "emergency":
            continue
        found = case.sources.words.get(language)
        path = f"content/{language}/words.yaml"
        if path in case.sources.unread:
            continue
        for command in COMMANDS:
            if found is None or not found.words.get(command):
                message = f"No words for '{command}' in this language. Add a line like '{command}: [...]'."
                yield Problem(path, 1, 1, "WORDS_MISSING", message)


@rule("WORDS_CONFLICT")
def a_word_means_one_command(case: Case) -> Iterator[Problem]:
    """Inside a language no word means two commands, is a number, or is a carrier's stop or start word."""
    for found in case.sources.words.values():
        first: dict[str, str] = {}
        for command, words in found.words.items():
            for place, word in enumerate(words):
                if wrong := _wrong_word(plain(word), command, first):
                    steps = (command, place)
                    yield found.document.problem(steps, "WORDS_CONFLICT", f"'{shown(word)}' {wrong}")
                first.setdefault(plain(word), command)


def _wrong_word(word: str, command: str, first: dict[str, str]) -> str:
    if not word:
        return "has no letters. Take it out."
    if word in CARRIER_STOP | CARRIER_START:
        return "stops or starts all our texts at the phone company. Take it out."
    if word.isdigit():
        return "is a number, and numbers are choices. Take it out."
    if first.get(word, command) != command:
        return f"already means '{first[word]}'. Keep one of the two."
    return ""
