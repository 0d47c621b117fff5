"""What callers are heard by: the words, labels and answers that staff listed, every one in a table of its language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.engine.builtin import BUILTIN
from app.engine.pages import Pages, flow_of
from app.engine.release import Release, Speech
from app.language.heard import heard
from app.language.said import Phrase, Reports
from app.language.short_answers import plain, told

TOLD_ALOUD = (
    "breathing",
    "asleep",
    "awake",
    "vomiting",
    "no_naloxone",
    "bad_breathing",
    "given_again",
    "no_change",
    "how_to_breathe",
    "police",
)
"""What is followed on a call in the steps: told of the person, in words that nobody says to one who does not wake."""
LANGUAGE = "language"
"""The command whose words name a language each; it is heard here, every other command in `app.engine.commands`."""
COMMANDS_HEARD, HINTS_OF_EACH = ("next", "repeat", "help", "menu", "person"), 4


EITHER_LANGUAGE = heard("either_language")
"""Words of two languages, too short to tell them apart."""


class ListedWords(Pages):
    """Looks up whole messages; what is not listed is left to understanding."""

    def __init__(self, release: Release) -> None:
        super().__init__(release)
        self.opens = {plain(word): flow.start for flow in release.flows.values() for word in flow.word.values() if word}
        self.languages = self.packs.names | {
            word: language for language in release.languages for word in self._words(language).get(LANGUAGE, ())
        }
        self._answers = {language: self._answer_table(language) for language in release.languages}
        self._reports = {language: Reports(self._report_table(language)) for language in release.languages}
        self._told_aloud = {language: Reports(_sayable(table)) for language, table in self._reports.items()}
        self._commands = {language: self._command_table(language) for language in release.languages}
        self._labels: dict[tuple[str, str], dict[str, str]] = {}
        self._told = {language: self._told_table(language) for language in release.languages}
        self._hints = {
            (language, steps): self._hint_table(language, steps=steps)
            for language in release.languages
            for steps in (False, True)
        }
        self._common = {language: frozenset(spoken.common) for language, spoken in release.speech.items()}
        self._small_words = frozenset[str]().union(*self._common.values())
        self._command_words, self._owners = self._words_of_commands(), self._owner_table()

    def _words(self, language: str) -> Mapping[str, tuple[str, ...]]:
        return self.release.words.get(language) or BUILTIN.words.get(language, {})

    def _speeches(self, language: str) -> list[Speech]:
        """How people answer: this language first, the others after it."""
        order = [language, *(other for other in self.release.languages if other != language)]
        known = [self.release.speech.get(one) or BUILTIN.speech.get(one) for one in order]
        return [one for one in known if one is not None]

    def _answer_table(self, language: str) -> dict[str, tuple[str, ...]]:
        table: dict[str, tuple[str, ...]] = {}
        for spoken in self._speeches(language):
            for name, words in spoken.answers.items():
                table[name] = (*table.get(name, ()), *words)
        return table

    def _report_table(self, language: str) -> dict[str, tuple[Phrase, ...]]:
        table: dict[str, tuple[Phrase, ...]] = {}
        for spoken in self._speeches(language):
            for name, phrases in spoken.reports.items():
                table[name] = (*table.get(name, ()), *phrases)
        return table

    def _command_table(self, language: str) -> dict[str, str]:
        """Words of all languages, the caller's own winning where two languages share one."""
        others = [other for other in self.release.languages if other != language]
        table: dict[str, str] = {}
        for spoken in (*others, language):
            for command, words in self._words(spoken).items():
                if command != LANGUAGE:
                    table.update({plain(word): command for word in words})
        return table

    def _label_table(self, language: str, name: str) -> dict[str, str]:
        node = self.nodes.get(name)
        if node is None:
            return {}
        table = {plain(self.text(choice.label, language)): choice.key for choice in node.choices}
        if node.next and not self._words(language).get("next"):
            table.setdefault(plain(self.text("line.next", language)), "1")  # else it is one of the words of the command
        return table

    def _told_table(self, language: str) -> dict[str, dict[str, str]]:
        """Per flow, other words for its labels and where they lead; words that would lead to two places lead nowhere."""
        table: dict[str, dict[str, str]] = {}
        for node in self.nodes.values():
            heard = table.setdefault(flow_of(node.name), {})
            for choice in node.choices:
                entry = self._entry(choice.label, language)
                for words in entry.also if entry else ():
                    heard[words] = choice.go if heard.get(words, choice.go) == choice.go else ""
        return table

    def command_words(self, name: str) -> frozenset[str]:
        """The words that mean this command, of every language."""
        return self._command_words.get(name, frozenset())

    def _words_of_commands(self) -> dict[str, frozenset[str]]:
        tables = [self._words(language) for language in self.release.languages]
        names = dict.fromkeys(name for table in tables for name in table)
        return {name: frozenset(word for table in tables for word in table.get(name, ())) for name in names}

    def _owner_table(self) -> dict[str, str]:
        """Plain words -> the one language that has them as a command; nothing of words that two have."""
        owners: dict[str, str] = {}
        for language in self.release.languages:
            for word in {plain(word) for own in self._words(language).values() for word in own}:
                owners[word] = "" if word in owners else language
        return owners

    def plain_answers(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Plain answer -> whole messages: this language's first, then those of every other language of the line."""
        return self._answers.get(language) or self._answers[self.default]

    def reports(self, language: str) -> Reports:
        """What is told in an emergency -> phrases, in this language and every other of the line."""
        return self._reports.get(language) or self._reports[self.default]

    def told_aloud(self, language: str) -> Reports:
        """Those of them that are followed when they are heard on a call."""
        return self._told_aloud.get(language) or self._told_aloud[self.default]

    def hints(self, language: str, *, steps: bool) -> tuple[str, ...]:
        """What a recogniser should expect: in the steps how the person is and a few commands, elsewhere what the line is about."""
        return self._hints[language, steps]

    def _hint_table(self, language: str, *, steps: bool) -> tuple[str, ...]:
        spoken = self.release.speech.get(language) or BUILTIN.speech.get(language) or Speech()
        words = self._words(language)
        commands = [word for name in COMMANDS_HEARD for word in words.get(name, ())[:HINTS_OF_EACH]]
        if not steps:
            opens = [flow.word[language].lower() for flow in self.release.flows.values() if flow.word.get(language)]
            return tuple(dict.fromkeys([*spoken.hints, *opens, *commands]))
        aloud = _sayable(spoken.reports)
        phrases = [" ".join(word[0] for word in phrase) for name in TOLD_ALOUD for phrase in aloud.get(name, ())]
        return tuple(dict.fromkeys([*commands, *phrases]))

    def is_word(self, words: str, language: str) -> bool:
        """Whether these plain words are a word of the line, of a flow or of a language."""
        return bool(words in self.opens or words in self.languages or self.command(words, language))

    def heard_language(self, tokens: Sequence[str], current: str) -> str:
        """The language these words are clearly in, where that is another than the current one; empty where it is not clear."""
        if self._small_words.isdisjoint(tokens):
            return ""
        scores = {language: sum(token in common for token in tokens) for language, common in self._common.items()}
        best = max(scores, key=lambda language: scores[language])
        own = max((score for language, score in scores.items() if language != best), default=0)
        if best == current or scores[best] == own:
            return ""
        share = scores[best] / len(tokens)
        clear = scores[best] >= 2 and own == 0 and share >= 0.4
        clear = clear or (scores[best] >= 3 and scores[best] >= 3 * own)
        if not current:
            clear = clear or (scores[best] >= 2 and own <= scores[best] // 2)
        return best if clear else ""

    def leans_elsewhere(self, tokens: Sequence[str], current: str) -> bool:
        """Whether some small word here is of another language, and none of the current one."""
        if self._small_words.isdisjoint(tokens):
            return False
        other = any(
            token in common for language, common in self._common.items() if language != current for token in tokens
        )
        return other and self.says_nothing_in(tokens, current)

    def says_nothing_in(self, tokens: Sequence[str], language: str) -> bool:
        """Whether no small word here is of this language."""
        return self._common.get(language, frozenset()).isdisjoint(tokens)

    def small_words(self, tokens: Sequence[str]) -> bool:
        """Whether a small everyday word of any language of the line is among these."""
        return not self._small_words.isdisjoint(tokens)

    def either_language(self, tokens: Sequence[str]) -> bool:
        """Whether so little was said that it may be two languages: "yo", "solo", "no", "o d"."""
        return bool(tokens) and len(tokens) <= 2 and all(token in EITHER_LANGUAGE for token in tokens)

    def command(self, words: str, language: str) -> str:
        """The command (back, menu, more ...) that these plain words are, or an empty string."""
        return self._commands[language].get(words, "")

    def language_of(self, words: str) -> str:
        """The one language that has these plain words as a command, or an empty string."""
        return self._owners.get(words, "")

    def labelled(self, node: str, words: str, language: str) -> str:
        """The key of the choice of this node whose label these plain words are, or an empty string."""
        table = self._kept(self._labels, (language, node), lambda: self._label_table(language, node))
        return table.get(words, "")

    def told_in(self, node: str) -> list[dict[str, str]]:
        """Per language, what choices of this node's flow are also chosen by, and where that leads."""
        return [self._told[language].get(flow_of(node), {}) for language in self.release.languages]

    def told(self, node: str, words: str, language: str) -> str:
        """The node that a choice of this node's flow leads to, when these plain words are another way of choosing it."""
        heard = self._told[language].get(flow_of(node))
        return heard.get(told(words), "") if heard else ""


def _sayable(reports: Mapping[str, tuple[Phrase, ...]]) -> dict[str, tuple[Phrase, ...]]:
    """What is followed on a call, of more than a word: a single one is a name, a count or a sigh."""
    return {
        name: tuple(phrase for phrase in phrases if len(phrase) > 1)
        for name, phrases in reports.items()
        if name in TOLD_ALOUD
    }


TEXTS = frozenset({"line.next"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
