"""Drug files -> what the line knows of drugs."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.drugs.knowledge import Advice, DrugNames, Knowledge, MixingWords, PairRule, Substance
from app.release.drug_schema import CalledFile, DrugsFile, MixingFile, RuleFile, SubstanceFile
from app.release.problems import Problem, Severity
from app.release.yaml_tree import Document, Step


class DrugSources(msgspec.Struct):
    """The drug files as far as they could be read, each with its document."""

    facts: tuple[Document, DrugsFile] | None = None
    called: dict[str, tuple[Document, Mapping[str, CalledFile]]] = {}
    mixing: dict[str, tuple[Document, MixingFile]] = {}

    def problem(
        self, document: Document, steps: tuple[Step, ...], code: str, message: str, *, severity: Severity = "error"
    ) -> Problem:
        """A problem at this place of a drug file."""
        return document.problem(steps, code, message, key=True, severity=severity)


def knowledge_of(sources: DrugSources) -> Knowledge:
    """What these files say, as data; empty where one of them is missing, so that nothing is told by halves."""
    if sources.facts is None or not sources.called or sources.called.keys() != sources.mixing.keys():
        return Knowledge()
    facts = sources.facts[1]
    return Knowledge(
        substances={name: _substance(one) for name, one in facts.substances.items()},
        rules=tuple(_rule(name, one) for name, one in facts.rules.items()),
        sedating=tuple(facts.sedating),
        called={
            language: {
                drug: DrugNames(one.name, tuple(one.also), tuple(one.slang), one.text) for drug, one in file.items()
            }
            for language, (_, file) in sources.called.items()
        },
        mixing={language: _mixing(file) for language, (_, file) in sources.mixing.items()},
    )


def _substance(one: SubstanceFile) -> Substance:
    return Substance(
        classes=tuple(one.classes),
        page=one.page or "",
        card=one.card,
        onset=one.onset or "",
        lasts=one.lasts or "",
        taken=tuple(one.taken),
        detected=one.detected or "",
        strips=tuple(one.strips),
    )


def _rule(name: str, one: RuleFile) -> PairRule:
    return PairRule((one.between[0], one.between[1]), one.status, one.uses or name, one.sign or "", one.prescribed)


def _mixing(file: MixingFile) -> MixingWords:
    return MixingWords(
        words=dict(file.words),
        signs=dict(file.signs),
        joins=tuple(file.joins),
        mixes=tuple(file.mixes),
        around=tuple(file.around),
        names_only=tuple(file.names_only),
        tests=tuple(file.tests),
        tests_around=tuple(file.tests_around),
        combos={name: tuple(drugs) for name, drugs in file.combos.items()},
        rules={name: Advice(one.why, one.do) for name, one in file.rules.items()},
    )
