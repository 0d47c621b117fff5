"""How well and how fast messages are understood, beside simpler ways: `python tests/bench/understanding.py`.

Prints the bars of recognition on the held-back and the development messages, three baselines on the same messages, speed,
load time and memory. Nothing here looks at single misses; `--misses` does, for the development messages only.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from app.release.phrases import PhraseBook, read_phrases
from app.understanding import EMERGENCIES, INTENTS, Phrases
from app.understanding.understander import Understander
from app.web.serve import ONE_THREAD

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, Any]
Guess = Callable[[Row], tuple[str, str | None]]
CONTENT = ROOT / "content"
MESSAGES = ROOT / "tests" / "understanding"


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (MESSAGES / name).read_text().splitlines() if line.strip()]


def understood(understander: Understander) -> Guess:
    def guess(row: Row) -> tuple[str, str | None]:
        meaning = understander.understand(row["text"], language=row["lang"], channel=row["channel"])
        return ("asks" if meaning.clarify else meaning.intent), meaning.place

    return guess


def first_word(phrases: dict[str, Phrases]) -> Guess:
    table = _words(phrases)

    def guess(row: Row) -> tuple[str, str | None]:
        parts = row["text"].lower().split()
        return table.get(parts[0], "unrelated") if parts else "unrelated", None

    return guess


def substrings(phrases: dict[str, Phrases]) -> Guess:
    table = {word: intent for word, intent in _words(phrases).items() if len(word) > 2}

    def guess(row: Row) -> tuple[str, str | None]:
        text = row["text"].lower()
        return next((intent for word, intent in table.items() if word in text), "unrelated"), None

    return guess


def nearest_phrase(phrases: dict[str, Phrases]) -> Guess:
    table = _words(phrases)
    names = list(table)

    def guess(row: Row) -> tuple[str, str | None]:
        found = process.extractOne(row["text"].lower(), names, scorer=fuzz.WRatio, score_cutoff=80)
        return (table[found[0]] if found else "unrelated"), None

    return guess


def _words(phrases: dict[str, Phrases]) -> dict[str, str]:
    return {
        word.lower(): intent for owned in phrases.values() for intent, words in owned.words.items() for word in words
    }


def share(hits: int, total: int) -> float:
    return hits / total if total else 1.0


def measured(messages: list[Row], guess: Guess) -> dict[str, float]:
    """Every bar, as a share between 0 and 1."""
    answers = [(row, *guess(row)) for row in messages]
    emergencies = [(row, intent) for row, intent, _ in answers if row["intent"] == "overdose_emergency"]
    overdoses = [row for row, intent, _ in answers if intent == "overdose_emergency"]
    unrelated = [(row, intent) for row, intent, _ in answers if row["intent"] == "unrelated"]
    everyday = [(row, intent) for row, intent in unrelated if not row.get("hard_negative")]
    hard = [
        (row, intent) for row, intent, _ in answers if row.get("hard_negative") and row["intent"] not in EMERGENCIES
    ]
    stops = [intent for row, intent, _ in answers if row["intent"] == "stop"]
    stopped = [row for row, intent, _ in answers if intent == "stop"]
    placed = [(row, place) for row, _, place in answers if row.get("place")]
    return {
        "overdose recall": share(sum(intent in EMERGENCIES for _, intent in emergencies), len(emergencies)),
        "overdose precision": share(sum(row["intent"] == "overdose_emergency" for row in overdoses), len(overdoses)),
        "overdose precision, either emergency": share(
            sum(row["intent"] in EMERGENCIES for row in overdoses), len(overdoses)
        ),
        "unrelated sent to overdose": share(sum(i == "overdose_emergency" for _, i in unrelated), len(unrelated)),
        "unrelated, no trap in it, sent to overdose": share(
            sum(i == "overdose_emergency" for _, i in everyday), len(everyday)
        ),
        "hard negatives sent to overdose": share(sum(i == "overdose_emergency" for _, i in hard), len(hard)),
        "stop recall": share(sum(intent == "stop" for intent in stops), len(stops)),
        "stop precision": share(sum(row["intent"] == "stop" for row in stopped), len(stopped)),
        "emergencies that opt out or delete": float(
            sum(i in {"stop", "forget_me"} and row["intent"] in EMERGENCIES for row, i, _ in answers)
        ),
        "macro-F1": _macro_f1([(row, intent) for row, intent, _ in answers]),
        "right": share(sum(_right(row, intent) for row, intent, _ in answers), len(answers)),
        "asks": share(sum(intent == "asks" for _, intent, _ in answers), len(answers)),
        "place found": share(sum(_same_place(row, place) for row, place in placed), len(placed)),
    }


def _right(row: Row, intent: str) -> bool:
    return intent == row["intent"] or intent in row.get("alt", ())


def _same_place(row: Row, place: str | None) -> bool:
    wanted = {str(row[key]).lower() for key in ("place", "place_norm") if row.get(key)}
    return (place or "").lower() in wanted


def _macro_f1(answers: list[tuple[Row, str]]) -> float:
    scores: list[float] = []
    for wanted in INTENTS:
        hits = sum(row["intent"] == wanted and _right(row, intent) for row, intent in answers)
        missed = sum(row["intent"] == wanted and not _right(row, intent) for row, intent in answers)
        false = sum(intent == wanted and not _right(row, intent) for row, intent in answers)
        if hits + missed:
            scores.append(2 * hits / (2 * hits + missed + false))
    return sum(scores) / len(scores)


def timings(understander: Understander, messages: list[Row]) -> tuple[float, float]:
    """Median and 99th percentile, in milliseconds of this process's own time."""
    spent: list[float] = []
    for row in messages:
        best = min(_once(understander, row) for _ in range(3))
        spent.append(best)
    spent.sort()
    return spent[len(spent) // 2] * 1000, spent[int(len(spent) * 0.99)] * 1000


def _once(understander: Understander, row: Row) -> float:
    start = time.perf_counter()
    understander.understand(row["text"], language=row["lang"], channel=row["channel"])
    return time.perf_counter() - start


def _cost_of_a_web_process(cache: Path) -> None:
    """Prints load time and memory in a fresh process with a warm cache."""
    code = (
        "import sys,time\n"
        "from pathlib import Path\n"
        "import msgspec\n"
        "held=lambda: int(open('/proc/self/statm').read().split()[1])*4/1024\n"
        "before=held()\n"
        "start=time.perf_counter()\n"
        "from app.release.phrases import PhraseBook\n"
        f"book=PhraseBook(Path({str(CONTENT)!r}),Path({str(cache)!r}))\n"
        "book.understander.understand('he wont wake up')\n"
        "spent=time.perf_counter()-start\n"
        "print(f'load with a warm cache {spent:.2f} s, memory added {held()-before:.0f} MB, '\n"
        "      f'scikit-learn loaded: {\"sklearn\" in sys.modules}')\n"
    )
    sys.stdout.flush()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def main() -> None:
    if not ONE_THREAD.keys() <= os.environ.keys():  # numpy is loaded by now, and asks when it is
        os.execve(sys.executable, sys.orig_argv, {**ONE_THREAD, **os.environ})
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        start = time.perf_counter()
        book = PhraseBook(CONTENT, cache)
        book.settle()
        print(f"cold start with training {time.perf_counter() - start:.1f} s")
        _report(book.understander)
        _cost_of_a_web_process(cache)
    print(f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _report(understander: Understander) -> None:
    phrases = read_phrases(CONTENT).phrases
    ways = {
        "this": understood(understander),
        "first word": first_word(phrases),
        "substrings": substrings(phrases),
        "rapidfuzz": nearest_phrase(phrases),
    }
    for name in ("held_back.jsonl", "development.jsonl"):
        messages = rows(name)
        found = {way: measured(messages, guess) for way, guess in ways.items()}
        print(f"\n{name}: {len(messages)} messages")
        print(f"{'':44}" + "".join(f"{way:>12}" for way in ways))
        for bar in found["this"]:
            print(f"{bar:44}" + "".join(_shown(bar, found[way][bar]) for way in ways))
    median, slowest = timings(understander, rows("held_back.jsonl"))
    print(f"\nmedian {median:.3f} ms, p99 {slowest:.3f} ms a message")
    if "--misses" in sys.argv:
        for row in rows("development.jsonl"):
            intent, _ = ways["this"](row)
            if not _right(row, intent):
                print(f"  {row['intent']} -> {intent}: {row['text']}")


def _shown(bar: str, value: float) -> str:
    return f"{value:12.0f}" if bar.startswith("emergencies") else f"{100 * value:11.1f}%"


if __name__ == "__main__":
    main()
