"""The languages (packs) of a release: which one a text is really in, who reads it aloud, and how a caller chooses one."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from app.engine.builtin import BUILTIN
from app.engine.release import Node, Release, Speech, Voice
from app.language.said import Reports, Said
from app.language.schedule_words import ScheduleWords, schedule_words

DOOR_KEYS = ("2", "4", "5", "6", "8")
"""Keys at the door of a call that choose a language; 1 and 9 are the steps, 3 a call that broke off, 7 breaths, 0 a person."""
MORE_KEY = DOOR_KEYS[-1]
"""Where there are more languages than keys, that of every further one: it leads to a page on which each has its own."""


class Packs:
    """Every live language; the first is the one that has everything."""

    def __init__(self, release: Release) -> None:
        self._texts = release.texts
        self.codes = release.languages
        self.default = release.languages[0]
        self._speech = {code: release.speech.get(code) or BUILTIN.speech.get(code, Speech()) for code in self.codes}
        whole = BUILTIN.speech
        self._voices = {
            code: spoken.voices or (whole[code].voices if code in whole else {})
            for code, spoken in self._speech.items()
        }
        self.partial = frozenset(
            code for code, spoken in self._speech.items() if code != self.default and spoken.level != "full"
        )
        self._cries = [(code, Reports({"cry": spoken.cries})) for code, spoken in self._speech.items() if spoken.cries]
        self._inside = [
            (code, tuple(word for cry in spoken.cries if len(cry) == 1 for word in cry[0]))
            for code, spoken in self._speech.items()
            if spoken.script and spoken.cries
        ]
        """Cries of one word in a script of its own: some of these put no space between words."""
        self.names = {name: code for code, spoken in self._speech.items() for name in spoken.names}
        self._scripts = {spoken.script.upper(): code for code, spoken in self._speech.items() if spoken.script}

    def schedule(self, language: str) -> ScheduleWords:
        """How times of check-ins are said back in this language."""
        return self.speech(language).schedule or schedule_words(language)

    def speech(self, language: str) -> Speech:
        """What is known of this language; nothing of one that is not live."""
        return self._speech.get(language, Speech())

    def voices(self, provider: str) -> Mapping[str, Voice]:
        """Language -> its voice at this provider; languages by text only are not in it."""
        return {code: voices[provider] for code, voices in self._voices.items() if provider in voices}

    def speaks(self, language: str) -> bool:
        """Whether any voice reads this language."""
        return bool(self._voices.get(language))

    def written_in(self, key: str, language: str) -> str:
        """The language in which this content is written for somebody who reads `language`."""
        if language in self.codes and self._has(key, language):
            return language
        return self.default

    def spoken_in(self, key: str, language: str) -> str:
        """The language in which this content is spoken to somebody who chose `language`."""
        return self.written_in(key, language) if self.speaks(language) else self.default

    def heard_in(self, language: str) -> str:
        """The language in which a call of somebody who chose `language` is listened to."""
        return language if self.speaks(language) else self.default

    def whole_in(self, keys: Sequence[str], language: str) -> str:
        """The language, where all of this is written in it; else the default, so that no text is in two languages."""
        if language not in self.partial or all(self._has(key, language) for key in keys if key):
            return language
        return self.default

    def composed_in(self, language: str, *, spoken: bool) -> str:
        """The language of what is put together from many pieces (lists of places, drugs): one that has all of them."""
        if language in self.partial or language not in self.codes or (spoken and not self.speaks(language)):
            return self.default
        return language

    def _has(self, key: str, language: str) -> bool:
        return key in self._texts.get(language, {}) or key in BUILTIN.texts.get(language, {})

    def called(self, language: str, *, by: str) -> str:
        """What speakers of `by` call this language; its own name where they have none."""
        spoken = self.speech(language)
        return spoken.called.get(by) or spoken.name or language

    def door(self, current: str, *, page: int = 0) -> list[tuple[str, str]]:
        """(key, language) of every other language from this page on; those that have no key on it share `MORE_KEY`."""
        whole = len(DOOR_KEYS) - 1
        others = [code for code in self.codes if code != current]
        if len(others) > len(DOOR_KEYS) and sum(map(self.speaks, others)) <= whole:
            others = others[:whole]  # no page of its own for what no voice reads: whoever writes it is answered in it
        left = others[page * whole :]
        own = DOOR_KEYS if len(left) <= len(DOOR_KEYS) else DOOR_KEYS[:whole]
        return [(own[at] if at < len(own) else MORE_KEY, code) for at, code in enumerate(left)]

    def by_script(self, text: str) -> str:
        """The language whose own script most letters of this text are in; empty where there is none."""
        if not self._scripts or text.isascii():
            return ""
        letters = [letter for letter in text[:200] if letter.isalpha() and not letter.isascii()]
        counts = dict.fromkeys(self._scripts, 0)
        for letter in letters:
            name = unicodedata.name(letter, "")
            script = next((script for script in counts if name.startswith(script)), "")
            if script:
                counts[script] += 1
        best = max(counts, key=lambda script: counts[script], default="")
        return self._scripts[best] if best and counts[best] * 2 > sum(map(str.isalpha, text[:200])) else ""

    def cries(self, said: Said) -> str:
        """The language in which this message cries for somebody who may be dying, by the phrases a language lists."""
        found = next((code for code, cries in self._cries if said.tells(cries)), "")
        if found or said.text.isascii():
            return found
        return next((code for code, words in self._inside if any(word in said.words for word in words)), "")


def keys_of(node: Node) -> tuple[str, ...]:
    """The content that stands in one message of this node."""
    following = ("line.next",) if node.next else ()
    return (node.say, *following, *(choice.label for choice in node.choices))


TEXTS = frozenset({"line.next"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
