"""The smallest line that passes every check: two flows, two languages."""

from __future__ import annotations

from datetime import date

import pytest

from app.release.lint.opt_ins import BLANKS
from app.release.required_texts import REQUIRED_TEXTS
from app.release.sources import mark_of
from app.understanding.meaning import INTENTS

TODAY = date(2026, 11, 23)
FACT = """\
  source: https://www.cdc.gov/stop-overdose/response/index.html
  reviewed: 2026-11-01
  review_by: 2027-05-01
  reviewed_by: pending clinical review
"""

MAIN = """\
flow: main
about: The menu.
start: menu
answers:
{answers}
nodes:
  menu:
    say: main.menu
    choices:
      1: {label: main.label.steps, go: overdose.start}
      2: {label: main.label.find, go: find}
  find:
    do: find_sites
    service: naloxone
    say: main.ask
    otherwise: none
  none:
    say: main.none
    done: yes
"""
OVERDOSE = """\
flow: overdose
about: The steps.
word: {en: OVERDOSE, es: SOBREDOSIS}
start: start
answers:
  overdose_emergency: start
  overamp_emergency: start
nodes:
  start:
    say: overdose.start
    next: after
  after:
    say: overdose.after
    done: yes
"""
TEXTS = {
    "en": {
        "main.menu": "What do you want to know?",
        "main.label.steps": "Overdose steps",
        "main.label.find": "Find a place",
        "main.ask": "What town are you in?",
        "main.none": "There is nothing near you.",
    },
    "es": {
        "main.menu": "¿Qué quiere saber?",
        "main.label.steps": "Pasos de sobredosis",
        "main.label.find": "Buscar un lugar",
        "main.ask": "¿En qué ciudad está?",
        "main.none": "No hay nada cerca.",
    },
}
STEPS = {
    "en": (
        (
            "Call 911 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot.",
            "Call 9 1 1 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot.",
        ),
        ("Stay with them.", ""),
    ),
    "es": (
        (
            "Llame al 911 ya. Naloxona, 1 soplo cada 5 segundos. Quédese. Este servicio no puede.",
            "Llame al 9 1 1 ya. Naloxona, 1 soplo cada 5 segundos. Quédese. Esta línea no puede.",
        ),
        ("No se vaya.", ""),
    ),
}
WORDS = {
    "en": "back: [back]\nmenu: [menu]\nmore: [more]\nrepeat: [repeat]\nnext: [next]\nperson: [person]\n"
    "language: [español]\nhelp: [help]\nforget: [forget me]\n",
    "es": "back: [atrás]\nmenu: [menú]\nmore: [más]\nrepeat: [repetir]\nnext: [siguiente]\nperson: [persona]\n"
    "language: [english]\nhelp: [ayuda]\nforget: [borrar]\n",
}
LANGUAGE = {
    "en": "parts:\n  call_first: [call 911 now, call 911]\n  cannot_call: [cannot]\n  naloxone: [naloxone]\n"
    "  breaths: [1 breath]\n  stay: [stay]\nsoftened: [maybe, think about]\n"
    "units: {breath: [breath*], second: [second*], dose: [spray*], mg: [mg]}\nnumber_words: {one: '1', ten: '10'}\n"
    "common: [the, you, are, this, what, there]\n",
    "es": "parts:\n  call_first: [llame al 911 ya, llame al 911]\n  cannot_call: [no puede]\n  naloxone: [naloxona]\n"
    "  breaths: [1 soplo]\n  stay: [quedese]\nsoftened: [quiza*, piense en]\n"
    "units: {breath: [soplo*], second: [segundo*], dose: [dosis], mg: [mg]}\nnumber_words: {uno: '1'}\n"
    "common: [el, usted, esta, hay, que, donde, una]\n",
}
FACTS = 'overdose.start: {figures: ["911", 1 breath, 5 second], says: [naloxone, stay]}\n'
OWN_WORDS = {
    "line.next": {"en": "Next", "es": "Siguiente"},
    "line.text_me_start": {
        "en": "From your call a moment ago, as you asked.",
        "es": "De su llamada de hace un momento, por texto.",
    },
}
LOCK_FREE = "EMERGENCY_LOCK"
"""The one thing the smallest line has against it: nobody has signed."""


def _content(language: str) -> str:
    lines = []
    for key, words in TEXTS[language].items():
        lines.append(f"{key}:\n  text: {words}\n  plain: yes\n{_of(language, TEXTS['en'][key])}")
    for number, key in enumerate(("overdose.start", "overdose.after")):
        text, voice = STEPS[language][number]
        spoken = f"  voice: {voice}\n" if voice else ""
        lines.append(f"{key}:\n  text: {text}\n{spoken}{_of(language, *STEPS['en'][number])}{FACT}")
    return "".join(lines)


def _own(language: str, *prefixes: str) -> str:
    """What the line says by itself, of these kinds."""
    rows = []
    for key in sorted(key for key in REQUIRED_TEXTS if key.startswith(prefixes)):
        plain = {"en": "Good.", "es": "Muy bien."} if ".plain." in key else {"en": "Fine.", "es": "Bien."}
        filled = "".join(f" {{{blank}}}" for blank in BLANKS.get(key, ()))
        words = {code: f"{text}{filled}" for code, text in OWN_WORDS.get(key, plain).items()}
        rows.append(f"{key}:\n  text: {words[language]}\n  plain: yes\n{_of(language, words['en'])}")
    return "".join(rows)


def _of(language: str, text: str, voice: str = "") -> str:
    return "" if language == "en" else f'  of: "{mark_of(text, voice)}"\n'


def smallest_line() -> dict[str, str]:
    """Path -> text of the smallest line."""
    rest = [intent for intent in INTENTS if "emergency" not in intent]
    answers = "".join(f"  {intent}: menu\n" for intent in rest)
    found = {"flows/main.yaml": MAIN.replace("{answers}\n", answers), "flows/overdose.yaml": OVERDOSE}
    for language in ("en", "es"):
        found[f"content/{language}/main.yaml"] = _content(language)
        found[f"content/{language}/line.yaml"] = _own(language, "line.")
        found[f"content/{language}/own.yaml"] = _own(language, "intent.", "checkins.", "safety_checks.")
        found[f"content/{language}/words.yaml"] = WORDS[language]
        found[f"content/{language}/avoid.yaml"] = AVOID
        found[f"content/{language}/language.yaml"] = LANGUAGE[language]
    found["content/facts.yaml"] = FACTS
    return found


@pytest.fixture
def files() -> dict[str, str]:
    """Path -> text of the smallest line; change it before loading."""
    return smallest_line()


AVOID = """\
words:
  - {term: [addict*, adicto*], instead: person who uses drugs, why: It hurts.}
promises:
  - {term: [help is on the way, anonymous], instead: call 911, why: It is not so., unless: [phone company]}
"""


@pytest.fixture
def today() -> date:
    """The day the checks run on."""
    return TODAY
