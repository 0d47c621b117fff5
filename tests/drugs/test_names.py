"""A drug's name alone: known by any of its names, and never read as anything else."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.drugs.answer import Drugs, fits
from app.engine.effects import OptOut, Say
from app.engine.events import Spoke, Texted
from app.engine.session import Session
from app.engine.step import step
from app.release.compiled import compiled
from app.release.load import load
from tests.learnt import LEARNT

ROOT = Path(__file__).parents[2]
RELEASE = load(ROOT, cache=LEARNT).release
assert RELEASE is not None
LINE = compiled(RELEASE)
DRUGS = Drugs(RELEASE.drugs)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SAMPLES = ROOT.parent / "shared" / "samples" / "conversations" / "drug_names.jsonl"

NAMES = {
    "heroin": "heroin heroine herion smack chiva manteca tecata",
    "fentanyl": "fent fetty fentanyl fentanilo fentynal",
    "oxycodone": "oxy oxycontin roxys roxicodone oxicodona",
    "percocet": "perc percs percocet percosets",
    "hydromorphone": "dilaudid dillies",
    "oxymorphone": "opana oxymorphone",
    "methadone": "methadone methadose metadona",
    "buprenorphine": "suboxone subutex sublocade bupe subs brixadi",
    "tianeptine": "tianeptine zaza tianaa tianeptina",
    "seven_oh": "7-oh 7oh",
    "alprazolam": "xanax xans xanny xannies alprazolam",
    "clonazepam": "klonopin kpins clonazepam",
    "bromazolam": "bromazolam",
    "phenibut": "phenibut fenibut",
    "gabapentin": "gabapentin neurontin gabbies gabapentina",
    "pregabalin": "lyrica pregabalin",
    "xylazine": "xylazine tranq xilacina",
    "medetomidine": "medetomidine dexmedetomidine medetomidina",
    "nitazenes": "nitazene nitazenes isotonitazene",
    "btmps": "btmps",
    "tusi": "tusi tucibi",
    "pcp": "pcp",
    "dxm": "dxm dextromethorphan robo",
    "nitrous": "nitrous whippets n2o",
    "cocaine": "cocaine coke cocaina perico blow",
    "meth": "meth tina desoxyn cristal metanfetamina",
    "amphetamine": "adderall addy vyvanse anfetamina",
    "mdma": "molly ecstasy mdma xtc extasis tachas",
    "sri": "prozac zoloft ssri sertralina antidepressants",
    "citalopram": "escitalopram lexapro celexa",
    "dox": "stp doi",
    "lsd": "lsd acid",
    "mushrooms": "shrooms mushrooms psilocybin hongos honguitos",
    "synthetic_cannabis": "k2 spice",
    "cannabis": "weed cannabis mota marihuana marijuana",
    "acetaminophen": "paracetamol tylenol acetaminophen",
    "sildenafil": "viagra sildenafil",
    "cathinones": "flakka mdpv",
    "hiv_booster": "paxlovid ritonavir",
    "salvia": "salvia",
    "poppers": "poppers",
    "quetiapine": "seroquel quetiapine",
    "hormones": "testosterone estrogen hormonas",
    "inhalants": "inhalants dusters huffing",
    "loperamide": "imodium loperamide",
}
CASES = [(name, drug) for drug, names in NAMES.items() for name in names.split()]


@pytest.mark.parametrize(("name", "drug"), CASES)
def test_a_name_alone_is_its_drug(name: str, drug: str) -> None:
    asked = DRUGS.questions.asked(name, "en")
    assert asked is not None
    assert asked.about == "name"
    assert [one.drug for one in asked.named] == [drug]


SLIPS = [
    ("methadonee", "methadone"), ("suboxne", "buprenorphine"), ("gabapentn", "gabapentin"), ("ketamnie", "ketamine"),
    ("kloopin", "clonazepam"), ("phenibutt", "phenibut"), ("bromazolm", "bromazolam"), ("tianeptene", "tianeptine"),
    ("meeting", None), ("morning", None), ("heroic", None),
]  # fmt: skip


@pytest.mark.parametrize(("word", "drug"), SLIPS)
def test_one_slip_in_a_long_name_is_forgiven(word: str, drug: str | None) -> None:
    asked = DRUGS.questions.asked(f"can i mix {word} and tequila", "en")
    assert asked is not None
    found = [one.drug for one in asked.named if one.drug != "alcohol"]
    assert found == ([drug] if drug else [])


@pytest.mark.parametrize("name", [name for name, _ in CASES])
def test_a_name_alone_stops_nothing_and_calls_no_emergency(name: str) -> None:
    turn = step(LINE, Session(), Texted(text=name), NOW)
    assert not any(isinstance(effect, OptOut) for effect in turn.effects)
    assert turn.session.node not in LINE.urgent
    assert "".join(effect.text for effect in turn.effects if isinstance(effect, Say))


def test_english_names_are_answered_in_the_lines_own_language() -> None:
    for name in ("salvia", "poppers", "bromazolam", "vicodin", "lyrica", "seroquel", "testosterone"):
        assert step(LINE, Session(), Texted(text=name), NOW).session.language in ("", "en")


def test_every_card_fits_two_segments() -> None:
    assert RELEASE is not None
    for language in RELEASE.drugs.mixing:
        for drug in RELEASE.drugs.substances:
            asked = DRUGS.questions.asked(RELEASE.drugs.called[language][drug].name, language)
            assert asked is not None, drug
            assert fits(DRUGS.answer(asked, language).text or "page")


def test_a_pair_is_answered_by_voice_with_keys_for_more() -> None:
    session = Session(channel="voice", language="en", node="main.menu")
    turn = step(LINE, session, Spoke(text="can i mix cocaine and alcohol", confidence=0.9), NOW)
    spoken = " ".join(effect.text for effect in turn.effects if isinstance(effect, Say))
    assert "cocaine and alcohol: UNSAFE" in spoken
    assert "press 1" in spoken.lower()


def test_a_number_after_the_answer_leads_to_the_page() -> None:
    first = step(LINE, Session(), Texted(text="coke and beer"), NOW)
    second = step(LINE, first.session, Texted(text="1"), NOW)
    assert second.session.node == "safer_drugs.cocaine"


def test_the_overdose_steps_are_not_left_for_a_drugs_name() -> None:
    session = Session(node=LINE.emergency, started=int(NOW.timestamp()), last_event_at=int(NOW.timestamp()))
    assert step(LINE, session, Texted(text="heroin and xanax"), NOW).session.node.startswith("overdose.")


@pytest.mark.skipif(not SAMPLES.exists(), reason="the shared cases are not here")
def test_shared_names_are_answered() -> None:
    wrong = []
    for line in SAMPLES.read_text().splitlines():
        case = json.loads(line)
        session = Session(language=case.get("lang", ""))
        turn = step(LINE, session, Texted(text=case["text"]), NOW)
        said = "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say)).lower()
        if any(not re.search(want, said) for want in case["must"]) or any(
            re.search(no, said) for no in case["must_not"]
        ):
            wrong.append(case["text"])
    assert wrong == []
