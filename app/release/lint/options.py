"""The proof that every option works: the engine really follows each number and each label, on both channels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from app.engine.emergency import sounds_urgent
from app.engine.events import Event, Pressed, Texted
from app.engine.release import Node
from app.engine.session import Session
from app.engine.step import step
from app.language.short_answers import plain, told
from app.release.lint import proven
from app.release.lint.proof import MOST_LISTED, NOW, at_node
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown


@rule("OPTION_LOST", needs_the_engine=True)
def every_option_leads_where_it_says(case: Case) -> Iterator[Problem]:
    """In each language, the number by text, the key on a call, the label as a text and its `also` lead to the node of the choice."""
    yield from islice(_lost(case), MOST_LISTED)


@rule("ALSO_UNUSED", needs_the_engine=True)
def other_words_stand_beside_a_label(case: Case) -> Iterator[Problem]:
    """Only the label of a choice has `also`, and each of its words says something."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            if entry.file.also and entry.key not in case.labels:
                message = f"'{entry.key}' is the label of no choice, so nobody can choose it. Move 'also:' to a label."
                yield entry.problem("also", "ALSO_UNUSED", message)
            for words in entry.file.also:
                if not told(plain(words)):
                    message = f"There is no word in '{shown(words)}'. Write what people say."
                    yield entry.problem("also", "ALSO_UNUSED", message)
                elif sounds_urgent(words) and not _in_the_steps(case, entry.key):
                    message = f"'{shown(words)}' leads to the overdose steps, whatever it stands under. Take it out."
                    yield entry.problem("also", "ALSO_UNUSED", message)


def _in_the_steps(case: Case, label: str) -> bool:
    """Whether everything that this label leads to is among the steps of an emergency."""
    ways = {choice.go for node in case.release.nodes.values() for choice in node.choices if choice.label == label}
    return ways <= case.library.steps


def _lost(case: Case) -> Iterator[Problem]:
    for name in case.sources.nodes:
        mark = case.neighbourhoods.mark(name, "OPTION_LOST")
        if proven.known(mark):
            continue
        lost = False
        for problem in _lost_at(case, name):
            lost = True
            yield problem
        if not lost:
            proven.remember(mark)


def _lost_at(case: Case, name: str) -> Iterator[Problem]:
    node, compiled = case.sources.nodes[name], case.release.nodes[name]
    for language in case.release.languages:
        here = at_node(compiled, language)
        for key, label, target in _options(compiled):
            for event in (Texted(key), Pressed(key), *_worded(case, label, language)):
                if not _leads(case, here, event, target):
                    steps = ("choices", key, "go") if label != "line.next" else ("next",)
                    yield node.problem(steps, "OPTION_LOST", _message(event, language, target))


def _options(node: Node) -> Iterator[tuple[str, str, str]]:
    """(key, content key of the label, full name of the node) of everything that is offered."""
    if node.next:
        yield "1", "line.next", node.next
    for choice in node.choices:
        yield choice.key, choice.label, choice.go


def _worded(case: Case, label: str, language: str) -> Iterator[Event]:
    """The label as a text, and what staff wrote under its `also`."""
    yield Texted(case.library.text(label, language))
    entry = case.sources.entries.get(language, {}).get(label)
    yield from (Texted(words) for words in (entry.file.also if entry else ()))


def _leads(case: Case, here: Session, event: Event, target: str) -> bool:
    """Whether the caller is then at the node, or where it goes on to in the same reply."""
    if case.release.nodes[target].do:
        return True  # an action decides for itself where the caller is then
    there = step(case.library, here, event, NOW).session.node
    at_once: list[str] = []
    while target in case.release.nodes and target not in at_once:
        at_once.append(target)
        target = case.release.nodes[target].go
    return there in at_once


def _message(event: Event, language: str, target: str) -> str:
    what = f"key {event.keys}" if isinstance(event, Pressed) else f"'{shown(getattr(event, 'text', ''))}'"
    return f"In '{language}', {what} does not lead to {target}. Is the label the same as another one, or a command?"
