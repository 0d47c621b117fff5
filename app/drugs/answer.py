"""One answer for what was asked: these drugs, how bad, why, what to do; never longer than two segments."""

from __future__ import annotations

from functools import cached_property

import msgspec

from app.drugs.drugs_asked import DrugQuestions, DrugsAsked
from app.drugs.knowledge import Knowledge, MixingWords
from app.drugs.pairs import Pairs
from app.language.gsm7 import TWO_SEGMENTS, cheap, septets
from app.language.sms_text import fill

MOST_NAMED = 4
"""Names said in one answer; more would leave no room for what to do."""


class Answer(msgspec.Struct, frozen=True):
    """What is said, and the pages that say more: (node, name of the drug) each."""

    text: str
    pages: tuple[tuple[str, str], ...] = ()
    status: str = ""


class Drugs:
    """Answers from one release's knowledge of drugs; immutable."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @cached_property
    def questions(self) -> DrugQuestions:
        """Reads what messages ask; made when the first one comes."""
        return DrugQuestions(self.knowledge)

    @cached_property
    def pairs(self) -> Pairs:
        """The rules between drugs."""
        return Pairs(self.knowledge)

    def answer(self, asked: DrugsAsked, language: str) -> Answer:
        """The whole answer in this language."""
        words = self.knowledge.mixing[language]
        written: dict[str, str] = {}
        for name in asked.named:
            written.setdefault(name.drug, name.written)
        if asked.about == "name":
            return self._card(asked.named[0].drug, written, language)
        pages = self._pages(list(written), language)
        if asked.about == "tested":
            return self._tested(asked.named[0].drug, written, language)
        if asked.about == "unknown":
            return Answer(words.words["unknown"])
        if asked.about == "one_unknown":
            return Answer(fill(words.words["one_unknown"], {"names": ", ".join(written.values())}), pages)
        if len(written) == 1:
            both = list(dict.fromkeys(name.written for name in asked.named))[:2]
            return Answer(fill(words.words["same"], {"names": " = ".join(both)}), pages)
        return self.mix(written, language)

    def mix(self, written: dict[str, str], language: str) -> Answer:
        """What holds among these drugs, drug -> the name to say; the worst pair speaks for all."""
        words, drugs = self.knowledge.mixing[language], list(written)
        pair = self.pairs.worst(drugs)
        shown = self._named_briefly(written, language, (pair.first, pair.second))
        names = " + ".join(shown.values())
        pages = self._pages(drugs, language)
        if pair.rule is None:
            form = "sleepy" if self.pairs.sleepy(drugs) else "no_rule"
            return Answer(fill(words.words[form], {"names": names}), pages)
        rule, advice = pair.rule, words.rules[pair.rule.words]
        form = words.words["pair" if len(drugs) == 2 else "worst"]
        blanks = {"names": names, "a": shown[pair.first], "b": shown[pair.second]}
        blanks |= {"status": words.words[rule.status], "why": advice.why, "do": advice.do}
        text = fill(form, blanks)
        if rule.prescribed and rule.sign == "":
            text = _with(text, words.words["prescribed"])
        if rule.sign:
            text = f"{text} {words.signs[rule.sign]}"
        return Answer(text, pages, rule.status)

    def _named_briefly(self, written: dict[str, str], language: str, worst: tuple[str, str]) -> dict[str, str]:
        """The names to say: the worst two always, few in all, and ours where the caller's is long."""
        kept = [drug for drug in written if drug in worst]
        others = [drug for drug in written if drug not in worst][: MOST_NAMED - len(kept)]
        called = self.knowledge.called[language]
        return {
            drug: written[drug] if len(written[drug]) <= max(12, len(called[drug].name)) else called[drug].name
            for drug in written
            if drug in kept or drug in others
        }

    def _pages(self, drugs: list[str], language: str) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for drug in drugs:
            page = self.knowledge.substances[drug].page
            if page:
                found.setdefault(page, self.knowledge.called[language][drug].name)
        return tuple(found.items())[:MOST_NAMED]

    def _card(self, drug: str, written: dict[str, str], language: str) -> Answer:
        """The drug's own card; without one, only the page that is its answer."""
        substance, called = self.knowledge.substances[drug], self.knowledge.called[language][drug]
        pages = self._pages([drug], language)
        if not substance.card:
            return Answer("", pages)
        words = self.knowledge.mixing[language]
        name = called.name if called.name.lower() == written[drug].lower() else f"{written[drug]} ({called.name})"
        text = fill(words.words["card"], {"name": name[:1].upper() + name[1:], "text": called.text})
        return Answer(_with(text, self.times(drug, language)), pages)

    def _tested(self, drug: str, written: dict[str, str], language: str) -> Answer:
        """How long a urine test may find it; nothing where no source says so."""
        found = _range(self.knowledge.substances[drug].detected, self.knowledge.mixing[language])
        if not found:
            return Answer("")
        name = written[drug][:1].upper() + written[drug][1:]
        return Answer(fill(self.knowledge.mixing[language].words["tested"], {"name": name, "found": found}))

    def times(self, drug: str, language: str) -> str:
        """When it is felt and how long it lasts, in words; an empty string where that is not known."""
        substance, words = self.knowledge.substances[drug], self.knowledge.mixing[language]
        blanks = {"onset": _range(substance.onset, words), "lasts": _range(substance.lasts, words)}
        form = "times" if all(blanks.values()) else next((name for name, value in blanks.items() if value), "")
        return fill(words.words[form], blanks) if form else ""


def _range(written: str, words: MixingWords) -> str:
    """`5-15 min` as people say it."""
    if not written:
        return ""
    span, unit = written.split(" ")
    low, high = span.split("-")
    return fill(words.words["range"], {"low": low, "high": high, "unit": words.words[unit]})


def _with(text: str, more: str) -> str:
    """The text and more where both fit two segments; what was said first stays whole."""
    both = f"{text} {more}" if more else text
    return both if fits(both) else text


def fits(text: str) -> bool:
    """Whether a text goes out in two segments, its costly accents left off."""
    return (septets(cheap(text)) or TWO_SEGMENTS + 1) <= TWO_SEGMENTS
