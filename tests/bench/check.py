"""How long `porchlight check` takes for a line of 500 nodes: `python tests/bench/check.py`.

Each node has its own text in two languages, sources and choices, like real ones; the first text of the overdose steps
and the words of the line are those of tests/release.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.release.load import load
from app.release.required_texts import REQUIRED_TEXTS
from app.release.schema import COMMANDS
from app.release.sources import mark_of
from app.understanding.meaning import INTENTS

NODES = 500
FLOWS = 20
LIMIT = 2.0
"""Seconds."""
FACT = """\
  source:
    - https://www.cdc.gov/stop-overdose/response/index.html
    - https://nida.nih.gov/research-topics/harm-reduction
  reviewed: 2026-11-01
  review_by: 2099-05-01
  reviewed_by: pending clinical review
"""
SAID = {
    "en": "Go slow. Try a small bit first. Wait and see how it feels. Keep naloxone near.\n"
    "    Tell a friend where you are. You can come back to this line at any time.",
    "es": "Vaya despacio. Pruebe un poco primero. Espere y vea. Tenga naloxona cerca.\n"
    "    Dígale a alguien. Puede volver a esta línea en cualquier momento.",
}
STEPS = {
    "en": ("Call 911 now. This line cannot.", "Call 9 1 1 now. This line cannot."),
    "es": ("Llame al 911 ya. Este servicio no puede.", "Llame al 9 1 1 ya. Este servicio no puede."),
}


def flow(number: int) -> str:
    """One flow of nodes, each with a next step and two choices."""
    name, size = f"flow{number}", NODES // FLOWS
    lines = [f"flow: {name}", "about: A flow to measure with.", f"word: {{en: WORD{number}}}", "start: n0", "nodes:"]
    for node in range(size):
        lines += [
            f"  n{node}:",
            f"    say: {name}.n{node}",
            f"    next: n{(node + 1) % size}",
            "    choices:",
            f"      2: {{label: {name}.label, go: n{(node + 7) % size}}}",
            "      3: {label: main.label.steps, go: overdose.start}",
        ]
    return "\n".join(lines) + "\n"


def entry(language: str, key: str, words: str, english: str, *, more: str) -> str:
    """One content entry of a language, marked as a translation where it is one."""
    mark = "" if language == "en" else f'  of: "{mark_of(english)}"\n'
    return f"{key}:\n  text: >-\n    {words}\n{mark}{more}"


def content(language: str, number: int) -> str:
    """What one flow says in a language."""
    english = SAID["en"].replace("\n    ", " ")
    rows = [entry(language, f"flow{number}.n{n}", SAID[language], english, more=FACT) for n in range(NODES // FLOWS)]
    label = f"Part {number}"
    return "\n".join([*rows, f'flow{number}.label: {{text: {label}, of: "{mark_of(label)}"}}\n'])


def line(language: str) -> str:
    """The menu, the steps and the line's own words in a language."""
    next_step = f"Next {language}"
    keys = {
        **{key: "Good." if ".plain." in key else "Fine." for key in sorted(REQUIRED_TEXTS)},
        "line.next": "Next en",
        "line.text_me_start": "From your call a moment ago, as you asked.",
        "main.menu": "What is it?",
        "main.label.steps": "Overdose steps",
    }
    rows = [
        entry(language, key, next_step if key == "line.next" else words, words, more="  plain: yes\n")
        for key, words in keys.items()
    ]
    text, voice = STEPS[language]
    mark = "" if language == "en" else f'  of: "{mark_of(*STEPS["en"])}"\n'
    return "\n".join([*rows, f"overdose.start:\n  text: {text}\n  voice: {voice}\n{mark}{FACT}"])


def write(root: Path) -> int:
    """The whole line is in this folder; returns its lines."""
    rest = "".join(f"  {intent}: menu\n" for intent in INTENTS if "emergency" not in intent)
    starts = "".join(f"      {n + 2}: {{label: flow{n}.label, go: flow{n}.n0}}\n" for n in range(7))
    files = {
        "flows/main.yaml": f"flow: main\nabout: Menu.\nstart: menu\nanswers:\n{rest}nodes:\n  menu:\n    say: main.menu\n"
        f"    choices:\n      1: {{label: main.label.steps, go: overdose.start}}\n{starts}",
        "flows/overdose.yaml": "flow: overdose\nabout: Steps.\nword: {en: OD}\nstart: start\nanswers:\n"
        "  overdose_emergency: start\n  overamp_emergency: start\nnodes:\n  start: {say: overdose.start, done: yes}\n",
    }
    for number in range(FLOWS):
        files[f"flows/flow{number}.yaml"] = flow(number)
        for language in ("en", "es"):
            files[f"content/{language}/flow{number}.yaml"] = content(language, number)
    for language in ("en", "es"):
        files[f"content/{language}/line.yaml"] = line(language)
        files[f"content/{language}/words.yaml"] = "".join(f"{word}: [{word} {language}]\n" for word in COMMANDS)
        files[f"content/{language}/avoid.yaml"] = (
            Path(__file__).parents[2] / "content" / language / "avoid.yaml"
        ).read_text(encoding="utf-8")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return sum(text.count("\n") for text in files.values())


def main() -> None:
    """Prints seconds for everything parsed anew, after one edit, and with nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder), Path(folder) / "cache"
        lines = write(root)
        started, busy = time.perf_counter(), time.process_time()
        loaded = load(root, cache=cache)
        first, busy = time.perf_counter() - started, time.process_time() - busy
        serious = [problem for problem in loaded.problems if problem.severity == "error"]
        edited = root / "content/en/flow3.yaml"
        edited.write_text(edited.read_text(encoding="utf-8").replace("Go slow.", "Go very slow.", 1), encoding="utf-8")
        started = time.perf_counter()
        again = load(root, cache=cache)
        edit = time.perf_counter() - started
        started = time.perf_counter()
        load(root, cache=cache)
        kept = time.perf_counter() - started
    nodes = len(loaded.release.nodes) if loaded.release else 0
    print(f"{nodes} nodes, {lines} lines, {len(serious)} errors, {len(again.problems)} problems after the edit")
    print(
        f"all anew {busy:.2f} s of work, {first:.2f} s by the clock (limit {LIMIT} s) | one file edited {edit:.2f} s | nothing changed {kept:.3f} s"
    )
    for problem in serious[:5]:
        print(problem)
    raise SystemExit(0 if busy < LIMIT and nodes > NODES and not serious else 1)


if __name__ == "__main__":
    main()
