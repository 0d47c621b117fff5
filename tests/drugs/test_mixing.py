"""Two drugs together: read from a message, answered by the worst that is known, short, in both languages."""

from __future__ import annotations

import time
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.drugs.answer import Drugs, fits
from app.drugs.knowledge import STATUSES, Knowledge
from app.release.lint.drugs import COMMONEST
from app.release.load import load
from tests.learnt import LEARNT

ROOT = Path(__file__).parents[2]


def _knowledge() -> Knowledge:
    release = load(ROOT, cache=LEARNT).release
    assert release is not None
    return release.drugs


DRUGS = Drugs(_knowledge())
LANGUAGES = ("en", "es")
BREATH = ("stop the breath", "breath can stop", "parar la respiración", "respiración puede parar")

PAIRS = [
    ("can i mix lithium and acid", "dangerous", "lithium + acid"),
    ("xanax y heroina", "dangerous", "xanax + heroina"),
    ("poppers and viagra", "dangerous", "poppers + viagra"),
    ("meth on methadone", "dangerous", "meth + methadone"),
    ("is it ok to take benzos with my oxy", "dangerous", "benzos + oxy"),
    ("fent and beer", "dangerous", "fent + beer"),
    ("coke + heroin?", "dangerous", "coke + heroin"),
    ("g and vodka", "dangerous", "g + vodka"),
    ("can you mix ayahuasca and prozac", "dangerous", "ayahuasca + prozac"),
    ("robitussin with zoloft", "dangerous", "robitussin + zoloft"),
    ("tramadol and sertraline", "dangerous", "tramadol + sertraline"),
    ("vivitrol and heroin", "dangerous", "vivitrol + heroin"),
    ("molly and nardil", "dangerous", "molly + nardil"),
    ("ghb while on genvoya", "dangerous", "GHB + genvoya"),
    ("metadona y alcohol", "dangerous", "metadona + alcohol"),
    ("puedo mezclar litio con hongos", "dangerous", "litio + hongos"),
    ("tranq and fentanyl", "dangerous", "tranq + fentanyl"),
    ("gabapentin and heroin", "unsafe", "gabapentin + heroin"),
    ("coke and beer", "unsafe", "coke + beer"),
    ("suboxone and xanax", "unsafe", "suboxone + xanax"),
    ("adderall and meth", "unsafe", "adderall + meth"),
    ("tylenol and wine", "unsafe", "tylenol + wine"),
    ("is it safe to drink on antabuse", "unsafe", "drink + antabuse"),
    ("speed and wellbutrin", "unsafe", "speed + wellbutrin"),
    ("molly with prozac", "caution", "molly + prozac"),
    ("weed and shrooms", "caution", "weed + shrooms"),
    ("xanax and adderall", "caution", "xanax + adderall"),
    ("cocaina y viagra", "caution", "cocaina + viagra"),
    ("acid and shrooms", "low", "acid + shrooms"),
    ("lsd and lexapro", "less", "LSD + lexapro"),
]


@pytest.mark.parametrize(("text", "status", "names"), PAIRS)
def test_a_pair_in_a_message_is_answered_by_its_names_and_status(text: str, status: str, names: str) -> None:
    asked = DRUGS.questions.asked(text, "en")
    assert asked is not None
    assert asked.about == "mix"
    answer = DRUGS.answer(asked, asked.language or "en")
    assert answer.status == status
    assert answer.text.startswith(f"{names}: ")
    assert ("911" in answer.text) or status != "dangerous"


NOT_ABOUT_NAMES = [
    "he took xanax and heroin and isn't breathing",
    "my friend took xanax and heroin and wont wake up",
    "where can i get narcan for heroin and fentanyl",
    "i want to stop heroin and coke",
    "3 and 4", "my mom and my bro", "leaving now", "snow and ice", "rock and roll", "ok", "stop", "911", "x",
    "can i mix xanax and vodka to die", "mixing pills and vodka to end it",
    "i took all my xanax with vodka i want to die", "white girl", "i need a ride to the clinic", "drink", "asdf",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_ABOUT_NAMES)
def test_whatever_else_a_message_holds_is_left_to_be_read_by_what_it_means(text: str) -> None:
    asked = DRUGS.questions.asked(text, "en")

    assert asked is None or asked.about == "loosely"  # said only where the whole message means safer use


@pytest.mark.parametrize("text", ["can i mix florbix and heroin", "mixing heroin with zorbitol ok?"])
def test_an_unknown_name_is_said_to_be_unknown_and_gets_no_status(text: str) -> None:
    asked = DRUGS.questions.asked(text, "en")
    assert asked is not None
    assert asked.about == "one_unknown"
    answer = DRUGS.answer(asked, "en")
    assert "heroin" in answer.text
    assert answer.status == ""
    assert "florbix" not in answer.text


def test_two_unknown_names_get_what_helps_with_any_drug() -> None:
    asked = DRUGS.questions.asked("can i mix florbix and zorbitol", "en")
    assert asked is not None
    assert asked.about == "unknown"
    assert "I don't know that one" in DRUGS.answer(asked, "en").text


def test_of_three_the_worst_two_speak() -> None:
    asked = DRUGS.questions.asked("weed, shrooms and lithium mixed", "en")
    assert asked is not None
    answer = DRUGS.answer(asked, "en")
    assert answer.status == "dangerous"
    assert "shrooms + lithium" in answer.text
    assert fits(answer.text)


def test_one_drug_under_two_names_is_told_to_add_up() -> None:
    asked = DRUGS.questions.asked("xanax and alprazolam", "en")
    assert asked is not None
    assert "same drug" in DRUGS.answer(asked, "en").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_of_known_drugs_fits_two_segments_and_mild_ones_say_nothing_of_stopped_breath(language: str) -> None:
    names = {drug: one.name for drug, one in DRUGS.knowledge.called[language].items()}
    for first, second in combinations(DRUGS.knowledge.substances, 2):
        answer = DRUGS.mix({first: names[first], second: names[second]}, language)
        assert fits(answer.text), (first, second, answer.text)
        if answer.status not in ("dangerous", "unsafe"):
            assert not any(words in answer.text for words in BREATH), (first, second)
        if answer.status == "dangerous":
            assert "911" in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_are_the_commonest_and_all_have_names(language: str) -> None:
    assert len(set(COMMONEST)) == 40
    assert set(COMMONEST) <= set(DRUGS.knowledge.called[language])


drug = st.sampled_from(sorted(DRUGS.knowledge.substances))


@given(first=drug, second=drug, language=st.sampled_from(LANGUAGES))
@settings(max_examples=150)
def test_the_order_of_names_changes_no_status(first: str, second: str, language: str) -> None:
    one, other = DRUGS.pairs.between(first, second), DRUGS.pairs.between(second, first)
    assert one == other


@given(drugs=st.lists(drug, min_size=3, max_size=5, unique=True), language=st.sampled_from(LANGUAGES))
@settings(max_examples=150)
def test_several_at_once_are_as_bad_as_their_worst_pair_and_still_fit(drugs: list[str], language: str) -> None:
    names = {name: DRUGS.knowledge.called[language][name].name for name in drugs}
    answer = DRUGS.mix(names, language)
    rules = [DRUGS.pairs.between(one, other) for one, other in combinations(drugs, 2)]
    worst = min((STATUSES.index(rule.status) for rule in rules if rule), default=None)
    assert answer.status == ("" if worst is None else STATUSES[worst])
    assert fits(answer.text)


def test_a_message_is_looked_up_in_a_twentieth_of_a_millisecond() -> None:
    texts = ["can i mix lithium and acid", "my friend said the meeting is at five", "percs", "where is the van today"]
    DRUGS.questions.asked(texts[0], "en")
    best = min(_seconds(texts) for _ in range(30))
    assert best / len(texts) < 0.000_15  # three times the aim, for a busy machine


def _seconds(texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        DRUGS.questions.asked(text, "en")
    return time.perf_counter() - start
