"""The programme: what content/programme.yaml says can be read, and texts take from it only what is there."""

from __future__ import annotations

from collections.abc import Iterator

from app.places.hours import LocalHours, is_ever_known, time_zone
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, did_you_mean, shown
from app.release.programme import NEVER_OFF, OFF, blanks_in, whole
from app.release.programme_schema import BLANKS, CONDITIONS, EVERY, SAID
from app.release.review_marks import review_mark, signed_by_a_person
from app.release.staff_files import PROGRAMME

NEEDED = ("hours", "zone", "addresses", "hands_out", "run_by", "contact", "languages", "treatment_door")
"""What a programme is asked most, and what nobody else can know."""
ALWAYS_FILLED = "name"


@rule("PROGRAMME")
def the_programme_can_be_read(case: Case) -> Iterator[Problem]:
    """Hours, zone, lines, languages and modules of content/programme.yaml are ones this line knows."""
    source = case.sources.programme
    if source is None:
        return
    file = source.file
    if file.hours and not is_ever_known(LocalHours(file.hours, file.zone, file.country, file.state)):
        where = (
            ""
            if time_zone(file.zone)
            else f" There is no time zone '{shown(file.zone)}': write one like America/New_York."
        )
        yield source.problem(
            "hours",
            "PROGRAMME",
            f"Nobody can tell from this when it is open.{where} Write it like: Mo-Fr 10:00-18:00; PH off",
        )
    for name in file.lines:
        if name not in case.sources.numbers:
            near = did_you_mean(name, case.sources.numbers)
            yield source.problem(
                "lines", "PROGRAMME", f"'{shown(name)}' is not in content/numbers.yaml.{near} Add it there first."
            )
    modules = set(case.sources.modules)
    for name in file.off:
        if name not in modules:
            near = did_you_mean(name, modules) or f" Modules are: {', '.join(sorted(modules))}."
            yield source.problem("off", "PROGRAMME", f"No flow has a module '{shown(name)}'.{near}")
    for name in SAID:
        for language in getattr(file, name):
            if language != EVERY and language not in case.sources.languages:
                yield source.problem(
                    name,
                    "PROGRAMME",
                    f"This line has no language '{shown(language)}'. Write it as {{en: ..., es: ...}}.",
                )


@rule("LAW_OVER")
def what_is_said_of_the_law_still_stands(case: Case) -> Iterator[Problem]:
    """No law of content/programme.yaml is past the day it was to be looked at again; before launch that must be mended."""
    source = case.sources.programme
    for name, law in source.file.law.items() if source else ():
        if source and law.until < case.today:
            yield source.problem(
                "law",
                "LAW_OVER",
                f"What is said of {shown(name)} stood until {law.until}. Look whether it is still so, and write a new 'until:'.",
                severity="error" if case.launch else "warning",
            )


@rule("ONLY_IF")
def every_condition_is_one_of_the_programme(case: Case) -> Iterator[Problem]:
    """`only_if` asks for a field, a supply or a module; no overdose step depends on any of it."""
    known = CONDITIONS | {f"module_{module}" for module in case.sources.modules}
    for entries in case.sources.entries.values():
        for entry in entries.values():
            for condition in entry.file.only_if:
                if condition.removeprefix("not_") not in known:
                    near = did_you_mean(condition, known) or " docs/launch.md lists what can stand here."
                    yield entry.problem("only_if", "ONLY_IF", f"'{shown(condition)}' is nothing a programme has.{near}")
            if entry.file.only_if and entry.key in case.emergency_keys:
                yield entry.problem(
                    "only_if", "ONLY_IF", "An overdose step says the same on every line. Take only_if out."
                )
    for node in case.sources.nodes.values():
        for number, choice in node.file.choices.items():
            if choice.only_if and choice.only_if.removeprefix("not_") not in known:
                near = did_you_mean(choice.only_if, known) or " docs/launch.md lists what can stand here."
                yield node.problem(
                    ("choices", number, "only_if"),
                    "ONLY_IF",
                    f"'{shown(choice.only_if)}' is nothing a programme has.{near}",
                )


@rule("PROGRAMME_BLANK")
def a_blank_of_the_programme_stands_where_it_is_filled(case: Case) -> Iterator[Problem]:
    """{programme.X} stands only in the sentence that `only_if: X` says; its name in any that needs some field."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            sentences = [("", entry.file.text), ("", entry.file.voice), *entry.file.only_if.items()]
            for condition, sentence in sentences:
                for name in blanks_in(sentence):
                    fits = name == condition or (
                        name == ALWAYS_FILLED and condition.removeprefix("not_") == condition != ""
                    )
                    if name not in BLANKS or not fits or condition.startswith("module_"):
                        message = f"'{{programme.{shown(name)}}}' may be empty here. Write it in a sentence under only_if: {shown(name)}."
                        yield entry.problem("only_if" if condition else "text", "PROGRAMME_BLANK", message)


@rule("LAUNCH_PROGRAMME")
def before_launch_the_programme_says_who_it_is(case: Case) -> Iterator[Problem]:
    """With --launch: content/programme.yaml is there, real, complete and signed as it is."""
    if not case.launch:
        return
    source = case.sources.programme
    if source is None:
        yield Problem(
            PROGRAMME,
            0,
            0,
            "LAUNCH_PROGRAMME",
            "Nobody has written who runs this line. docs/launch.md begins with this file.",
        )
        return
    file = source.file
    if file.fictional:
        yield source.problem(
            "fictional", "LAUNCH_PROGRAMME", "This programme is made up. Write your own, and take 'fictional:' out."
        )
    for name in NEEDED:
        if not getattr(file, name):
            yield source.problem(
                "", "LAUNCH_PROGRAMME", f"'{name}:' is missing: callers ask for it. docs/launch.md says what to write."
            )
    if file.id_needed is None:
        yield source.problem("", "LAUNCH_PROGRAMME", "'id_needed:' is missing: write yes or no.")
    if not signed_by_a_person(file.reviewed_by) or file.reviewed_of != review_mark(whole(file), file.reviewed):
        yield source.problem(
            "reviewed_by",
            "LAUNCH_PROGRAMME",
            "Nobody has signed this as it is. Read it, then: porchlight reviewed NAME programme",
        )
    elif file.review_by is None or file.review_by < case.today:
        yield source.problem(
            "review_by", "LAUNCH_PROGRAMME", "This is past its review. Read it again and write new dates."
        )


@rule("MODULE_PROTECTED")
def what_lives_hang_on_is_no_module(case: Case) -> Iterator[Problem]:
    """No node of the overdose steps, of a crisis, of the line itself or of the menu belongs to a module."""
    kept = {case.sources.answer(intent).split(".")[0] for intent in NEVER_OFF}
    for name, node in case.sources.nodes.items():
        flow = node.flow
        protected = name in case.emergency_nodes or flow.name in kept or name == OFF
        if protected and (flow.file.module or node.file.module):
            yield node.problem(
                (),
                "MODULE_PROTECTED",
                "Nobody may switch this off: lives hang on it, or the way out does. Take 'module:' out.",
            )


@rule("PROGRAMME_OFF", mend=True)
def nothing_that_is_off_is_handed_out(case: Case) -> Iterator[Problem]:
    """`hands_out:` names nothing whose module stands under `off:`."""
    source = case.sources.programme
    if source is None:
        return
    for supply in source.file.hands_out:
        if supply in case.sources.services_off:
            message = f"'{supply}' is handed out here, and its module is switched off below: callers would be told both. Keep one."
            yield source.problem("hands_out", "PROGRAMME_OFF", message)
