"""The shape of flows: every way leads somewhere, everything can be reached, and nothing goes round for ever."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.compile import ENTRY_FLOW
from app.release.lint import opt_ins
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, did_you_mean, shown
from app.release.programme import OFF
from app.release.schema import NodeFile
from app.release.sources import NodeSource, full_name

WAITS = frozenset({"find_sites"})
"""Actions that wait for an answer before `otherwise` is followed."""


def _nowhere(case: Case, target: str) -> str:
    """What is wrong with a name that leads nowhere, or an empty string."""
    nodes = case.sources.nodes
    flow, _, short = target.partition(".")
    if target in nodes or f"flows/{flow}.yaml" in case.sources.unread:
        return ""
    if flow not in case.sources.flows:
        near = did_you_mean(flow, list(case.sources.flows))
        return f"There is no flow '{shown(flow)}'. Write one that exists, or add it.{near}"
    siblings = [name.split(".")[1] for name in nodes if name.startswith(f"{flow}.")]
    near = did_you_mean(short, siblings)
    return f"There is no node '{shown(short)}' in flow '{flow}'. Write one that exists, or add it.{near}"


@rule("GO_MISSING")
def every_way_leads_to_a_node(case: Case) -> Iterator[Problem]:
    """Every go, next, otherwise, start, answer, topic, report and follow-up names a node that exists."""
    told: set[str] = set()
    for node in case.sources.nodes.values():
        for steps, target in node.leads():
            name = target.partition(".")[0]
            if name in told:
                continue
            if wrong := _nowhere(case, target):
                ways = case.missing_flows.get(name, 0)
                if ways > 1:
                    told.add(name)
                    wrong += f" {ways} ways lead there. Was flows/{name}.yaml deleted or renamed? Put it back."
                yield node.problem(steps, "GO_MISSING", wrong)
    for flow in case.sources.flows.values():
        named: list[tuple[tuple[str, ...], str]] = [(("start",), flow.file.start)]
        named += [(("answers", intent), target) for intent, target in flow.file.answers.items()]
        for part in ("topics", "hears", "follow_ups"):
            named += [((part, name), target) for name, target in getattr(flow.file, part).items()]
        for steps, target in named:
            if wrong := _nowhere(case, full_name(flow.name, target)):
                yield flow.document.problem(steps, "GO_MISSING", wrong)


@rule("NODE_LOST")
def every_node_can_be_reached(case: Case) -> Iterator[Problem]:
    """Some way leads to every node: from the menu, an answer, a topic, or the word of its flow."""
    nodes = case.sources.nodes
    if case.sources.flows_unread or any(to not in nodes for node in nodes.values() for _, to in node.leads()):
        return  # a way that leads nowhere is named already, and may have been the way here
    reached = reachable(case)
    for name, node in nodes.items():
        if name not in reached and name != OFF:  # there for a programme that switches something off
            message = f"Nothing leads to '{node.short}'. Add a choice, answer or topic that goes there, or take it out."
            yield node.problem((), "NODE_LOST", message)


def reachable(case: Case) -> set[str]:
    """Full names of all nodes that some way leads to."""
    nodes = case.sources.nodes
    waiting = [case.release.entry, case.release.emergency, *opt_ins.NODES]
    for flow in case.release.flows.values():
        waiting += [*flow.answers.values(), *flow.topics.values(), *flow.hears.values()]
        if flow.word:
            waiting.append(flow.start)
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in nodes and name not in reached:
            reached.add(name)
            waiting += [target for _, target in nodes[name].leads()]
    return reached


@rule("DEAD_END")
def every_node_leads_on_or_rests(case: Case) -> Iterator[Problem]:
    """A node has choices, next, go or an action, or says `done: yes`."""
    for node in case.sources.nodes.values():
        file = node.file
        if not (file.choices or file.next or file.go or file.done or file.do):
            message = (
                f"'{node.short}' leads nowhere. Add choices, next or go, or write 'done: yes' if it may rest here."
            )
            yield node.problem((), "DEAD_END", message)


@rule("NODE_SILENT")
def every_node_says_something(case: Case) -> Iterator[Problem]:
    """A node has `say`, or an action that speaks for itself."""
    for node in case.sources.nodes.values():
        if not node.file.say and not node.file.do:
            message = f"'{node.short}' says nothing, so people would wait for an answer. Add 'say:' with a content key."
            yield node.problem((), "NODE_SILENT", message)


@rule("LOOP")
def no_way_goes_round_without_waiting(case: Case) -> Iterator[Problem]:
    """Nodes that go on at once never come back to themselves."""
    at_once = {name: _at_once(node) for name, node in case.sources.nodes.items()}
    told: set[str] = set()
    for start in at_once:
        path: list[str] = []
        name = start
        while name in at_once and name not in path and name not in told and at_once[name]:
            path.append(name)
            name = at_once[name]
        if name in path:
            circle = path[path.index(name) :]
            told.update(circle)
            node = case.sources.nodes[circle[0]]
            way = " -> ".join([*circle, circle[0]])
            message = f"{way} would speak for ever without waiting for an answer. Give one of them choices or next."
            yield node.problem(("go",) if node.file.go else ("otherwise",), "LOOP", message)
        told.update(path)


def _at_once(node: NodeSource) -> str:
    """The node that follows in the same reply, or an empty string."""
    if node.file.go:
        return node.to(node.file.go)
    if node.file.do and node.file.do not in WAITS and node.file.otherwise:
        return node.to(node.file.otherwise)
    return ""


@rule("NODE_MIXED")
def the_parts_of_a_node_fit_together(case: Case) -> Iterator[Problem]:
    """Key 1 means one thing, `go` does not wait beside choices, and actions have what they need."""
    for node in case.sources.nodes.values():
        for field, message in _misfits(case, node):
            yield node.problem((field,), "NODE_MIXED", message)


def _misfits(case: Case, node: NodeSource) -> Iterator[tuple[str, str]]:
    file = node.file
    if file.next and "1" in file.choices:
        yield "choices", "Key 1 is already 'next'. Number the choices from 2."
    if file.go and (file.choices or file.next or file.done):
        yield "go", "'go' leads on at once, so choices, next and done never happen. Keep one of them."
    if file.do == "find_sites" and not file.service:
        yield "do", "'find_sites' needs 'service:'. Add what to look for, like naloxone."
    if file.do == "find_sites" and not file.otherwise:
        yield "do", "'find_sites' needs 'otherwise:'. Add the node to go to when nothing is near."
    if file.do == "switch_language" and file.language not in case.sources.languages:
        near = did_you_mean(file.language, case.sources.languages)
        yield "do", f"'switch_language' needs 'language:' with one of: {', '.join(case.sources.languages)}.{near}"
    yield from _by_hour(case, file)
    if file.service and file.do != "find_sites":
        yield "service", "'service' belongs to 'do: find_sites'. Add that, or take this line out."
    if file.language and file.do != "switch_language":
        yield "language", "'language' belongs to 'do: switch_language'. Add that, or take this line out."
    if file.otherwise and not file.do:
        yield "otherwise", "'otherwise' belongs to an action ('do:'). Add one, or write 'go:'."


def _by_hour(case: Case, file: NodeFile) -> Iterator[tuple[str, str]]:
    if file.do == "by_hour" and not (file.go and file.otherwise):
        yield "do", "'by_hour' needs 'go:' for while the line answers, and 'otherwise:' for any other time."
    if file.do == "by_hour" and not _staffed(case, file.line):
        yield "line", "'by_hour' needs 'line:' with a number of content/numbers.yaml that has 'staffed:'."
    if file.line and file.do != "by_hour":
        yield "line", "'line' belongs to 'do: by_hour'. Add that, or take this line out."


def _staffed(case: Case, name: str) -> bool:
    number = case.sources.numbers.get(name)
    return number is not None and number.file.staffed is not None


@rule("CHOICE_GAP")
def choices_are_numbered_in_a_row(case: Case) -> Iterator[Problem]:
    """The numbers people see run 1, 2, 3 without a hole (from 2 beside `next`)."""
    for node in case.sources.nodes.values():
        first = 2 if node.file.next else 1
        wanted = [str(first + place) for place in range(len(node.file.choices))]
        if node.file.choices and sorted(node.file.choices) != wanted and "1" not in _key_one_twice(node):
            message = f"The choices are numbered {', '.join(sorted(node.file.choices))}. Write {', '.join(wanted)}."
            yield node.problem(("choices",), "CHOICE_GAP", message)


def _key_one_twice(node: NodeSource) -> tuple[str, ...]:
    """Key 1 where NODE_MIXED speaks of it already."""
    return ("1",) if node.file.next and "1" in node.file.choices else ()


@rule("ENTRY_MISSING")
def the_line_has_a_menu(case: Case) -> Iterator[Problem]:
    """There is a flow called main, where a first message without a clear meaning lands."""
    if ENTRY_FLOW not in case.sources.flows and f"flows/{ENTRY_FLOW}.yaml" not in case.sources.unread:
        message = "There is no main menu. Add flows/main.yaml with the flow 'main'."
        yield Problem("flows/main.yaml", 0, 0, "ENTRY_MISSING", message)


MOST_CHOICES = 6
"""In a list by text: more are not read to the end; a call names five and the others after a silence."""


@rule("CHOICE_MANY")
def a_list_is_short_enough_to_be_read(case: Case) -> Iterator[Problem]:
    """No list has more than six numbers, `next` among them."""
    for node in case.sources.nodes.values():
        if len(node.file.choices) + bool(node.file.next) > MOST_CHOICES:
            message = f"More than {MOST_CHOICES} choices are not read to the end. Put some together behind one of them."
            yield node.problem(("choices",), "CHOICE_MANY", message, severity="warning")


@rule("CHOICE_TWICE")
def no_two_choices_lead_to_the_same_place(case: Case) -> Iterator[Problem]:
    """Each number of a node leads somewhere else."""
    for node in case.sources.nodes.values():
        seen: dict[str, str] = {}
        for number, choice in sorted(node.file.choices.items()):
            target = node.to(choice.go)
            if target in seen:
                message = f"{number} leads to the same node as {seen[target]}. Keep one of the two."
                yield node.problem(("choices", number, "go"), "CHOICE_TWICE", message, severity="warning")
            seen.setdefault(target, number)
