"""Every rule finds the smallest file that breaks it, at its place, and has a row in docs/check.md."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from app.release.lint import RULES
from app.release.lint.waivers import ACCEPTABLE
from app.release.load import Loaded, load_files
from app.release.problems import MENDABLE
from tests.release.conftest import FACT
from tests.release.mistakes.test_mistakes import OWN, cases

DOCS = Path(__file__).resolve().parents[2] / "docs" / "check.md"

MAIN, OD, EN, ES = "flows/main.yaml", "flows/overdose.yaml", "content/en/main.yaml", "content/es/main.yaml"
LINE, WORDS_EN, WORDS_ES = "content/en/line.yaml", "content/en/words.yaml", "content/es/words.yaml"
NUMBERS = "content/numbers.yaml"
EN_LANGUAGE = "content/en/language.yaml"
OWN_EN, OWN_ES = "content/en/own.yaml", "content/es/own.yaml"

FACTS = "content/facts.yaml"
FIRST = "Call 911 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot."
CHOICES = """\
    say: overdose.after
    choices:
      1: {label: main.label.find, go: main.find}
offers_steps: yes
"""
STEPS_THREE_TIMES_AND_ONCE_ELSEWHERE = "".join(
    f"  page{number}:\n    say: main.none\n    choices:\n      1: {{label: main.label.steps, go: {to}}}\n"
    for number, to in enumerate(["overdose.start", "overdose.start", "menu"])
)
ONE_WITHOUT_ITS_ACCENT = (
    "".join(
        f"own.page{number}:\n  text: {words}\n" for number, words in enumerate(["Llame más. Y más. Más.", "Más más."])
    )
    + "".join(f"own.more{number}:\n  text: más, más, más, más.\n" for number in range(2))
    + "own.last:\n  text: Llame mas.\n"
)
EN_END = f"  text: Stay with them.\n{FACT}"
MENU = "  text: What do you want to know?\n"
NUMBER = """\
nua:
  name: Never Use Alone
  number: 800-484-3731
  kind: call
  hours: 24/7
  languages: [en]
  source: https://example.org/a
  reviewed: 2026-11-01
  review_by: 2027-02-01
  reviewed_by: pending clinical review
"""
DRUGS = "Some people need long and complicated pharmaceutical explanations about their responsibilities, and others unfortunately do not."
PLAIN_PROMPT = "safety_checks.plain.prompt:\n  text: {}\n"
NEW_NODE = "  lost:\n    say: main.none\n    done: yes\n"


def loaded(files: dict[str, str], today: date, *, launch: bool = False) -> Loaded:
    """What these files come to."""
    settings = {"line_name": "Porchlight", "line_number": "555-0100", "peer_number": "555-0101"}
    data = {path: text.encode() for path, text in files.items()}
    return load_files(data, settings=settings, today=today, launch=launch)


def found(files: dict[str, str], today: date, *, launch: bool = False) -> list[tuple[str, str, int]]:
    """(code, path, line) of every problem but the missing signature."""
    problems = loaded(files, today, launch=launch).problems
    return [(one.code, one.path, one.line) for one in problems if one.code != "EMERGENCY_LOCK"]


def test_the_smallest_line_has_no_problem_but_that_nobody_signed(files: dict[str, str], today: date) -> None:
    answer = loaded(files, today)

    assert ["EMERGENCY_LOCK"] == [problem.code for problem in answer.problems]
    assert answer.release is not None


# code, file, what is there, what is written instead, line of the problem
REVIEW_CODES = {"FIGURE", "UNTRANSLATED", "REVIEW_CHANGED", "REVIEW_UNMARKED"}
"""Broken in tests/release/test_reviews.py: they need something signed."""
FOLDER_CODES = set(
    "FILE_IGNORED HEARS_FEWER HEARS_LESS HEARS_OK HEARS_SMALL_TALK HELD_BACK_TAUGHT PHRASE_CLASH PHRASE_CRY PHRASE_EMPTY PHRASE_INTENT PHRASE_NOT_OK "
    "PHRASE_KEY PHRASE_RESERVED PLACE PLACE_FAR PLACE_WORDS SITE_COLUMN SITE_FILE SITE_ROW SITE_WRONG TOPIC_ELSEWHERE TOPIC_WORDS "
    "YAML_APOSTROPHE YAML_BLANK YAML_BULLET YAML_CURLY YAML_MERGE".split()
)
"""Of phrases, places and the folder as a whole: tested where they are found."""
DRUG_CODES = {"DRUGS_SAFER", "DRUGS_WHOLE", "DRUG_NAME_TWICE", "DRUG_ANSWER", "DRUGS_REVIEW"}
"""Broken in tests/release/test_drug_files.py, on the product's own drug files."""
MISTAKEN = {code for case in cases(OWN) for code in case.get("first", "FILE").split("|")}
"""Broken in our own mistakes, on the product's files."""
PROGRAMME_CODES = {
    "PROGRAMME",
    "ONLY_IF",
    "PROGRAMME_BLANK",
    "LAUNCH_PROGRAMME",
    "MODULE_PROTECTED",
    "MODULE_REACHED",
    "LAW_OVER",
}
"""Tested beside the programme, in tests/content/test_programme.py and test_modules_off.py."""
CLAIM_CODES = {
    code for rule in RULES for code in rule.codes if code.startswith("CLAIM_") or code == "SIGNATURE_UNKNOWN"
}
"""Broken in tests/release/claims/test_claim_rules.py, which has all of them: they need a register."""
LANGUAGE_CODES = {f"LANGUAGE_{name}" for name in ("STEPS", "COPIED", "DRAFT", "VOICE", "NAMES", "DOOR")}
"""Broken in tests/release/test_languages.py, by a third language of a level of its own."""
WHERE = -1
"""The line where the new words stand, wherever other texts of the line move it."""
Row = tuple[str, str, str, str, int]
ROWS: list[Row] = [
    # the shape of flows
    ("GO_MISSING", MAIN, "go: find}", "go: fnd}", 31),
    ("GO_MISSING", MAIN, "go: overdose.start}", "go: overdos.start}", 30),
    ("GO_MISSING", OD, "start: start", "start: strat", 4),
    ("NODE_LOST", MAIN, "  none:\n", NEW_NODE + "  none:\n", 37),
    ("DEAD_END", OD, "    say: overdose.after\n    done: yes\n", "    say: overdose.after\n", 12),
    ("NODE_SILENT", OD, "    say: overdose.after\n", "", 12),
    ("LOOP", OD, "    done: yes", "    go: more\n  more:\n    say: overdose.after\n    go: after", 14),
    ("NODE_MIXED", MAIN, "    service: naloxone\n", "", 33),
    (
        "NODE_MIXED",
        OD,
        "    next: after",
        "    next: after\n    choices:\n      1: {label: main.label.find, go: after}",
        12,
    ),
    ("CHOICE_GAP", MAIN, "      2: {label: main.label.find", "      3: {label: main.label.find", 29),
    (
        "CHOICE_MANY",
        MAIN,
        "go: find}",
        "go: find}" + "".join(f"\n      {n}: {{label: main.label.find, go: find}}" for n in range(3, 9)),
        0,
    ),
    ("REPORT_WAY", OD, "overdose_emergency: start", "overdose_emergency: after", 6),
    (
        "REPORT_WAY",
        OD,
        "    say: overdose.after\n",
        "    say: overdose.after\n    follow_ups: {right_now: after}\n",
        14,
    ),
    ("QUOTED_WHOLE", EN, "text: Find a place", "text: \u201cFind a place\u201d", 8),
    ("NOTE_LEFT", EN, "text: Find a place", "text: Find a place TODO", 8),
    ("CHOICE_TWICE", MAIN, "go: find}", "go: find}\n      3: {label: main.label.find, go: find}", 32),
    ("OPTION_LOST", EN, "text: Find a place", "text: Overdose steps", 30),
    # people tell what they see instead of a number; nobody's words may take an emergency or a command away
    ("OPTION_LOST", EN, "text: Overdose steps\n", "text: Overdose steps\n  also: [back]\n", 30),
    ("ALSO_UNUSED", EN, "text: Find a place\n", "text: Find a place\n  also: [he is not breathing]\n", 9),
    ("CARRIER_LABEL", EN, "text: Find a place\n", "text: Find a place\n  also: [end]\n", 8),
    ("ALSO_UNUSED", EN, MENU, MENU + "  also: [what is it]\n", 3),
    ("ALSO_UNUSED", EN, "text: Find a place\n", "text: Find a place\n  also: ['?!']\n", 9),
    ("ENTRY_MISSING", MAIN, "", "", 0),
    # what leads in
    ("INTENT_MISSING", MAIN, "  feedback: menu\n", "", 0),
    ("ANSWER_TWICE", OD, "  overamp_emergency: start\n", "  overamp_emergency: start\n  greeting: start\n", 8),
    ("WORD_TWICE", MAIN, "start: menu\n", "word: {en: OVERDOSE}\nstart: menu\n", 3),
    ("WORD_TWICE", MAIN, "start: menu\n", "word: {en: BACK}\nstart: menu\n", 3),
    ("WORDS_MISSING", WORDS_EN, "more: [more]\n", "", 1),
    ("WORDS_CONFLICT", WORDS_EN, "more: [more]\n", "more: [menu]\n", 3),
    ("WORDS_CONFLICT", WORDS_EN, "more: [more]\n", "more: [more, end]\n", 3),
    # keys
    ("KEY_MISSING", MAIN, "say: main.ask", "say: main.aks", 35),
    ("LANGUAGE_GAP", ES, "main.none:\n", "main.gone:\n", 13),
    ("TEXT_MISSING", LINE, "line.hint:\n", "line.hnt:\n", 1),
    ("TEXT_MISSING", OWN_EN, "safety_checks.alarm:\n", "safety_checks.alrm:\n", 1),
    ("TEXT_MISSING", OWN_EN, "checkins.nudge.friend:\n", "checkins.nudge.frend:\n", 1),
    ("TEXT_MISSING", OWN_EN, "intent.human:\n", "intent.humn:\n", 1),
    *[
        (
            "TEXT_MISSING",
            path,
            f"safety_checks.alarm:\n  text: {fine}\n",
            f"safety_checks.alarm:\n  text: {empty}\n",
            line,
        )
        for path, fine, line in [(OWN_EN, "Fine. {name} {place}", 0), (OWN_ES, "Bien. {name} {place}", 0)]
        for empty in ['" "', '"{place}"', '" {name}. {place} "', '"- -"', '"..."']
    ],
    (
        "BLANK_LOST",
        OWN_EN,
        "safety_checks.armed:\n  text: Fine. {minutes}\n",
        "safety_checks.armed:\n  text: Fine.\n",
        0,
    ),
    ("TEXT_MISSING", OWN_EN, "intent.human:\n  text: Fine.\n", 'intent.human:\n  text: Fine.\n  voice: " "\n', 0),
    ("KEY_UNUSED", EN, "main.menu:\n", "main.extra:\n  text: More words.\n  plain: yes\nmain.menu:\n", 1),
    ("KEY_TWICE", LINE, "line.by_text_only:\n", "main.menu:\n", WHERE),
    ("STALE", EN, "What do you want to know?", "What would you like to know?", 4),
    # carriers
    ("CARRIER_WORD", MAIN, "start: menu\n", "word: {en: END}\nstart: menu\n", 3),
    ("CARRIER_LABEL", EN, "text: Find a place", "text: Help", 8),
    ("CARRIER_TOLD", EN, MENU, "  text: Text END when you are done.\n", 2),
    ("CARRIER_TOLD", EN, MENU, "  text: Text yes to go on.\n", 2),
    ("CARRIER_TOLD", ES, "text: ¿Qué quiere saber?", "text: Mande FIN para acabar.", 2),
    (
        "DISCREET",
        OWN_EN,
        "checkins.nudge.plain:\n  text: Fine.\n",
        "checkins.nudge.plain:\n  text: Need naloxone today? Say 1.\n",
        26,
    ),
    (
        "DISCREET",
        OWN_EN,
        "checkins.nudge.plain:\n  text: Fine.\n",
        "checkins.nudge.plain:\n  text: Hi from {line_name}.\n",
        26,
    ),
    ("PLAIN_WORDS", OWN_EN, "safety_checks.plain.prompt:\n", "safety_checks.plain.prmpt:\n", 268),
    *[
        ("PLAIN_WORDS", OWN_EN, PLAIN_PROMPT.format("Good."), PLAIN_PROMPT.format(words), 260)
        for words in [
            "Fine.",
            "Are you OK with that naloxone?",
            "Are you OK? See example.org",
            "Are you OK?? Say so.",
            "(repeat) Are you OK?",
        ]
    ],
    # what a call can be had as by text
    ("TEXT_ME_LONG", EN, "  text: Stay with them.\n", f"  text: {'Stay with them. ' * 90}\n", 24),
    (
        "TEXT_ME_SHOWN",
        LINE,
        "From your call a moment ago, as you asked.",
        "Your naloxone steps, from a moment ago, hi.",
        WHERE,
    ),
    (
        "TEXT_ME_SHOWN",
        LINE,
        "From your call a moment ago, as you asked.",
        "From {line_name}, from your call, some time ago.",
        WHERE,
    ),
    ("TEXT_ME_SHOWN", LINE, "From your call a moment ago, as you asked.", "As you asked.", WHERE),
    (
        "TEXT_ME_KEY",
        OD,
        "    next: after\n",
        "    next: after\n    choices:\n      8: {label: main.label.find, go: after}\n",
        13,
    ),
    # blanks
    ("BLANK_UNKNOWN", EN, MENU, "  text: Hi {place.__class__} there.\n", 2),
    ("BLANK_UNKNOWN", EN, MENU, "  text: This is {line_nam}.\n", 2),
    ("BLANK_UNKNOWN", EN, MENU, "  text: This is } odd.\n", 2),
    ("BLANK_EMPTY", EN, MENU, "  text: Call {peer_number}.\n", 2),
    # length and voice
    ("LONG", EN, MENU, f"  text: {'One two six ten. ' * 40}\n", 2),
    ("LETTERS", EN, MENU, f"  text: {'One two. ' * 12}\U0001f600\n", 2),
    ("LABEL_LONG", EN, "text: Find a place", "text: Find a place that has it near you now", 8),
    ("VOICE", EN, MENU, "  text: See www.example.org now.\n", 2),
    ("VOICE", EN, MENU, "  text: It is him/her.\n", 2),
    ("VOICE", EN, MENU, "  text: Text MENU now.\n", 2),
    ("VOICE", EN, MENU, "  text: Call 988 now.\n", 2),
    ("VOICE", EN, MENU, f"  text: a\n  voice: {'One two. ' * 400}\n", 3),
    # wording
    ("READING", EN, MENU, f"  text: {DRUGS}\n", 2),
    ("AVOID", EN, MENU, "  text: Are you an addict?\n", 2),
    ("PROMISE", EN, MENU, "  text: Help is on the way.\n", 2),
    ("AVOID_MISSING", "content/en/avoid.yaml", "", "", 0),
    # numbers and links
    ("PHONE_RAW", EN, MENU, "  text: Call 800-484-3731.\n", 2),
    ("PHONE_RAW", EN, MENU, "  text: Text 741741.\n", 2),
    ("PHONE_BLOCKED", EN, MENU, "  text: Call (800) 783 0593.\n", 2),
    ("PHONE_BLOCKED", NUMBERS, "", NUMBER.replace("800-484-3731", "800-783-0593"), 3),
    ("PHONE_FORM", NUMBERS, "", NUMBER.replace("800-484-3731", "call us"), 3),
    ("NUMBER_UNUSED", NUMBERS, "", NUMBER, 2),
    ("LINK_SHORT", EN, MENU, "  text: See bit.ly/abc\n  voice: See the site.\n", 2),
    ("LINK_OPEN", EN, MENU, "  text: See http://example.org\n  voice: See the site.\n", 2),
    # facts
    ("SOURCE", EN, MENU + "  plain: yes\n", MENU + "  reviewed_by: Ana\n", 1),
    ("SOURCE", EN, "https://www.cdc.gov", "ask the nurse at", 19),
    ("PLAIN_FACT", EN, MENU, "  text: Wait 3 minutes.\n", 2),
    ("PLAIN_FACT", EN, MENU, "  text: One dose is fine.\n", 2),
    ("PLAIN_FACT", EN, "text: Find a place", "text: Take 20 mg", 8),
    ("DATES", EN, "reviewed: 2026-11-01", "reviewed: 2027-01-01", 20),
    ("DATES", EN, "review_by: 2027-05-01", "review_by: 2026-10-01", 21),
    ("DUE", EN, "review_by: 2027-05-01", "review_by: 2026-11-22", 21),
    ("ACCEPT", EN, MENU, MENU + "  accept: {READNG: because it is so}\n", 3),
    ("ACCEPT", EN, MENU, MENU + "  accept: {READING: no}\n", 3),
    # the overdose steps
    ("EMERGENCY_NODE", OD, "  overamp_emergency: start\n", "", 0),
    ("EMERGENCY_NODE", MAIN, "go: overdose.start}", "go: none}", 30),
    (
        "EMERGENCY_TEXT",
        EN,
        "Call 911 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot.\n",
        "Call 911 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot. \u0436\n",
        17,
    ),
    ("EMERGENCY_PARTS", EN, f"text: {FIRST}", f"text: {FIRST.replace('911', 'for help')}", 17),
    ("EMERGENCY_PARTS", EN, f"text: {FIRST}", f"text: Maybe think about 911. {FIRST}", 17),
    ("EMERGENCY_PARTS", EN, f"text: {FIRST}", f"text: {FIRST.replace(' This line cannot.', '')}", 17),
    ("EMERGENCY_PARTS", EN, f"text: {FIRST}", f"text: {FIRST.replace('Naloxone, ', '')}", 17),
    ("EMERGENCY_PARTS", EN, f"text: {FIRST}", f"text: {FIRST.replace('1 breath every 5 seconds', 'wait and see')}", 17),
    ("EMERGENCY_PARTS", EN, f"text: {FIRST}", f"text: {FIRST.replace('Stay. ', '')}", 17),
    ("EMERGENCY_PARTS", EN, "voice: Call 9 1 1 now.", "voice: Think of 9 1 1.", 18),
    ("EMERGENCY_PARTS", ES, "Llame al 911 ya. Naloxona", "Vea si llama al 911. Naloxona", 22),
    ("EMERGENCY_PARTS", "content/es/language.yaml", "  naloxone: [naloxona]\n", "", 1),
    ("EMERGENCY_SOFT", EN, MENU, "  text: Maybe call 911.\n", 2),
    # doses, times and numbers to call
    ("DOSE", EN, f"text: {FIRST}", f"text: {FIRST.replace('1 breath', '10 breaths')}", 17),
    ("DOSE", EN, f"text: {FIRST}", f"text: {FIRST.replace('1 breath', 'ten breaths')}", 17),
    ("DOSE", ES, "Naloxona, 1 soplo cada 5 segundos", "Naloxona, 1 soplo cada 50 segundos", 22),
    ("PART_MISSING", FACTS, "overdose.start:", "main.menu: {says: [naloxone]}\noverdose.start:", 0),
    ("FACT_MISSING", FACTS, "", "", 1),
    ("FACT_UNKNOWN", FACTS, "overdose.start:", "main.gone: {says: [stay]}\noverdose.start:", 1),
    *[("SHORT_NUMBER", EN, MENU, f"  text: Call {number}.\n", 2) for number in ("998", "912", "9111", "119", "201")],
    ("SHORT_NUMBER", EN, MENU, "  text: Call nine.\n  voice: Call 9 9 8.\n", 3),
    ("FILE_MISSING", ES, "", "", 0),
    ("PHONE_FICTION", NUMBERS, "", NUMBER.replace("800-484-3731", "215-555-0142"), 3),
    ("FILE_CUT", EN, EN_END, "  text: Stay with", 0),
    ("FILE_CUT", EN, EN_END, "  text: Stay with them.", 0),
    ("SOURCE", EN, f"  text: Stay with them.\n{FACT}", "  text: Stay with them.\n", 0),
    ("REVIEW_FAR", EN, "review_by: 2027-05-01", "review_by: 2099-05-01", 21),
    ("LETTERS", EN, "text: Find a place", "text: Find a place \U0001f49c", 8),
    ("GO_MISSING", OD, "start: start\n", "start: start\nhears: {given: seconds}\n", 5),
    ("GO_MISSING", OD, "start: start\n", "start: start\nfollow_ups: {how: seconds}\n", 5),
    ("MARKUP", EN, MENU, "  text: <b>What</b> do you want to know?\n", 2),
    ("MARKUP", EN, MENU, "  text: What do you want&nbsp;to know?\n", 2),
    ("ACCENT", OWN_ES, "", ONE_WITHOUT_ITS_ACCENT, 10),
    ("LABEL_WAY", MAIN, "nodes:\n", f"nodes:\n{STEPS_THREE_TIMES_AND_ONCE_ELSEWHERE}", 0),
    ("LABEL_COMMAND", EN, "text: Find a place", "text: Back", 8),
    ("CHOICE_SELF", MAIN, "go: find}", "go: menu}", 31),
    ("LABEL_CROSSED", MAIN, "go: find}", "go: none}\n      3: {label: main.label.steps, go: find}", 31),
    ("HEARS_CRY", EN_LANGUAGE, "softened:", "reports: {awake: [woke up, wont wake up]}\nsoftened:", 7),
    ("WAY_OUT", OD, "    say: overdose.after\n    done: yes\n", CHOICES, 0),
    ("LANGUAGE_MIXED", EN, MENU, "  text: Usted ve que hay una casa, donde el gato.\n", 2),
    ("TEXT_EMPTY", EN, MENU, '  text: ""\n', 2),
    (
        "EMERGENCY_TEXT",
        EN,
        "Call 911 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot.\n",
        f"Call 911 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot. {'a b. ' * 96}\n",
        17,
    ),
    ("LESS_SAID", EN, "  text: Stay with them.\n", "  text: Stay with them for 2 hours.\n", 0),
    ("LESS_SAID", EN, "  text: Stay with them.\n", "  text: Roll them on their side.\n", 0),
    ("EMERGENCY_PROOF", EN, "text: Find a place", "text: No respira", 0),
    # schema
    ("REMARK", EN, MENU, "  text: Press # to go back.\n", 2),
    ("WORD_UNKNOWN", MAIN, "    otherwise: none", "    otherwse: none", 36),
    ("WORD_MISSING", MAIN, "start: menu\n", "", 1),
    ("NAME", MAIN, "say: main.ask", "say: Main Ask", 35),
    ("VALUE", MAIN, "do: find_sites", "do: escalate_contact", 33),
    ("VALUE", MAIN, "done: yes", "done: perhaps", 39),
    ("VALUE", EN, MENU, "  text: {line_name}\n", 2),
    ("VALUE", EN, MENU, "  text:\n", 2),
    ("DATE", EN, "reviewed: 2026-11-01", "reviewed: 2026-13-40", 20),
    ("FLOW_NAME", OD, "flow: overdose", "flow: over", 1),
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{number}" for number, row in enumerate(ROWS)])
def test_a_broken_file_is_found_at_its_place(files: dict[str, str], today: date, row: Row) -> None:
    code, path, old, new, line = row
    if old:
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    elif new:
        files[path] = new
    else:
        del files[path]
    problems = loaded(files, today).problems

    assert "CHECK" not in {problem.code for problem in problems}
    assert code in {problem.code for problem in problems}, [str(problem) for problem in problems]
    if line == WHERE:
        line = files[path][: files[path].index(new)].count("\n") + 1
    if line:
        assert line in [problem.line for problem in problems if problem.code == code]


def test_every_code_has_a_row_here_and_in_the_docs() -> None:
    codes = {code for rule in RULES for code in rule.codes}
    tested = (
        {row[0] for row in ROWS}
        | {"LAUNCH", "EMERGENCY_LOCK", "FILE"}
        | MISTAKEN
        | DRUG_CODES
        | REVIEW_CODES
        | LANGUAGE_CODES
        | CLAIM_CODES
        | PROGRAMME_CODES
    )
    described = DOCS.read_text(encoding="utf-8")

    assert codes - tested == set()
    assert [] == sorted(code for code in codes | tested if f"`{code}`" not in described)
    assert MENDABLE - codes - FOLDER_CODES == set()
    assert [] == sorted(code for code in FOLDER_CODES if f"`{code}`" not in described)
    assert ACCEPTABLE - codes == set()


def test_the_docs_name_as_acceptable_what_is() -> None:
    rows = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \| ([^|]+) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    told = {code for codes, how in rows if "accept" in how for code in re.findall(r"[A-Z_]+", codes)}

    assert ACCEPTABLE == told


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.codes[0])
def test_every_rule_says_what_holds(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule.about.endswith(".")


def test_a_gap_keeps_the_release_back_and_a_hard_word_does_not(files: dict[str, str], today: date) -> None:
    files[EN] = files[EN].replace(MENU, f"  text: {DRUGS}\n")
    hard = loaded(files, today)
    files[MAIN] = files[MAIN].replace("go: find}", "go: fnd}")
    gap = loaded(files, today)

    assert hard.release is not None
    assert gap.release is None


def test_an_accepted_problem_with_a_reason_is_no_problem(files: dict[str, str], today: date) -> None:
    accept = "  accept:\n    READING: the law has to be quoted word for word\n"
    files[EN] = files[EN].replace(MENU, f"  text: {DRUGS}\n{accept}")

    assert "READING" not in {code for code, _, _ in found(files, today)}


def test_emergency_steps_have_no_way_out(files: dict[str, str], today: date) -> None:
    accept = "  accept:\n    READING: the law has to be quoted word for word\n"
    files[EN] = files[EN].replace("  text: Stay with them.\n", f"  text: {DRUGS}\n{accept}")

    assert "READING" in {code for code, _, _ in found(files, today)}


def test_a_promise_with_its_limits_is_fine(files: dict[str, str], today: date) -> None:
    files[EN] = files[EN].replace(MENU, "  text: This is anonymous but your phone company knows.\n")

    assert "PROMISE" not in {code for code, _, _ in found(files, today)}


def test_the_line_itself_may_tell_people_how_to_stop(files: dict[str, str], today: date) -> None:
    stop = "line.help:\n  text: Text STOP to end our texts.\n  voice: Press 9.\n"
    files[LINE] = files[LINE].replace("line.help:\n  text: Fine.\n", stop)

    assert "CARRIER_TOLD" not in {code for code, _, _ in found(files, today)}


def test_nothing_is_launched_before_somebody_signed(files: dict[str, str], today: date) -> None:
    files[NUMBERS] = NUMBER
    codes = found(files, today, launch=True)

    assert ("LAUNCH", NUMBERS, 10) in codes
    assert ("LAUNCH", EN, 22) in codes


def test_past_review_is_an_error_in_emergency_steps_and_a_warning_elsewhere(files: dict[str, str], today: date) -> None:
    files[EN] = files[EN].replace("review_by: 2027-05-01", "review_by: 2026-11-22", 1)
    files[NUMBERS] = NUMBER.replace("2027-02-01", "2026-11-22")
    severities = {problem.path: problem.severity for problem in loaded(files, today).problems if problem.code == "DUE"}

    assert {EN: "error", NUMBERS: "warning"} == severities


def test_a_file_that_cannot_be_read_is_the_only_thing_said_about_what_it_would_hold(
    files: dict[str, str], today: date
) -> None:
    files[ES] = "main.menu: [\n" + files[ES]

    assert ["YAML_BRACES"] == [code for code, _, _ in found(files, today)]


def test_all_problems_come_at_once(files: dict[str, str], today: date) -> None:
    files[MAIN] = files[MAIN].replace("go: find}", "go: fnd}").replace("say: main.ask", "say: main.aks")
    files[EN] = files[EN].replace(MENU, "  text: Text END, addict.\n")

    assert {"GO_MISSING", "KEY_MISSING", "CARRIER_TOLD", "AVOID"} <= {code for code, _, _ in found(files, today)}
