"""Staff files as the console shows them: read anew when somebody saved, the last sound reading kept beside its problems."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

import msgspec

from app.base.watched_files import WatchedFiles
from app.engine.compiled_release import CompiledRelease
from app.engine.release import Node
from app.language.sms_text import segments
from app.release.compiled import compiled
from app.release.lint.wording import bare
from app.release.load import load
from app.release.problems import Problem, by_cause
from app.release.staff_files import candidates

MOST_FOUND = 60


class SearchHit(msgspec.Struct, frozen=True):
    """A page in which the words that were looked for stand."""

    node: str
    language: str
    text: str


class TextBubble(msgspec.Struct, frozen=True):
    """One page in one language, as a phone shows it, and what it costs."""

    language: str
    text: str
    segments: int
    encoding: str


class ReleasePages:
    """The pages of one release, as screens show them."""

    def __init__(self, release: CompiledRelease | None = None) -> None:
        self.release = release

    def outline(self) -> list[tuple[str, str, list[str]]]:
        """(flow, what it is for, its pages), the overdose steps first, then as the menu leads to them."""
        if self.release is None:
            return []
        flows = self.release.release.flows
        pages: dict[str, list[str]] = {name: [] for name in flows}
        for name in self.release.nodes:
            pages.setdefault(name.partition(".")[0], []).append(name)
        return [(name, flows[name].about, pages[name]) for name in self._in_menu_order() if name in flows]

    def _in_menu_order(self) -> list[str]:
        if self.release is None:
            return []
        order, waiting = dict.fromkeys([self.release.emergency.partition(".")[0]]), [self.release.entry]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop(0)
            if name in seen or name not in self.release.nodes:
                continue
            seen.add(name)
            order.setdefault(name.partition(".")[0])
            waiting += ways_out(self.release.nodes[name])
        return [*order, *(name for name in self.release.release.flows if name not in order)]

    def bubbles(self, node: Node) -> list[TextBubble]:
        """The page in every language that has it."""
        if self.release is None:
            return []
        return [_bubble(self.release, node, language) for language in self._languages_of(node)]

    def _languages_of(self, node: Node) -> list[str]:
        if self.release is None:
            return []
        release = self.release.release
        return [one for one in release.languages if not node.say or node.say in release.texts.get(one, {})]

    def search(self, words: str) -> list[SearchHit]:
        """Pages that say these words or are called so, in any language, capitals and accents aside."""
        wanted = bare(words).strip()
        if self.release is None or not wanted:
            return []
        found: list[SearchHit] = []
        for name, node in self.release.nodes.items():
            for language in self._languages_of(node):
                written = self.release.release.texts.get(language, {}).get(node.say)
                if written and (wanted in bare(written.text) or wanted in name):
                    found.append(SearchHit(name, language, written.text))
        return found[:MOST_FOUND]

    def leads_here(self, name: str) -> list[str]:
        """The pages that lead to this one."""
        nodes = self.release.nodes if self.release else {}
        return sorted(other for other, node in nodes.items() if name in ways_out(node))


class StaffText(ReleasePages):
    """What the files of one folder come to."""

    def __init__(
        self,
        home: Path,
        *,
        blanks: Mapping[str, str] | None = None,
        cache: Path | None = None,
        production: bool = False,
    ) -> None:
        super().__init__()
        self._home, self._blanks, self._cache, self._production = home, blanks or {}, cache, production
        self._lock = Lock()
        self._watched = WatchedFiles(lambda: candidates(home))
        self.problems: tuple[Problem, ...] = ()
        self.sound = self._read = False

    @property
    def is_read(self) -> bool:
        """Whether the files were read once."""
        return self._read

    def refresh(self) -> StaffText:
        """This, as the files are now."""
        with self._lock:
            if self._watched.changed():
                loaded = load(self._home, settings=self._blanks, cache=self._cache, production=self._production)
                self.problems = by_cause(loaded.problems)
                self.sound = loaded.release is not None
                self.release = compiled(loaded.release) if loaded.release else self.release
                self._watched.take()
                self._read = True
        return self


def _bubble(release: CompiledRelease, node: Node, language: str) -> TextBubble:
    text = release.shown(node, language).text
    cost = segments(text)
    return TextBubble(language, text, cost.count, cost.encoding)


def ways_out(node: Node) -> list[str]:
    """Where this page leads, the next step first."""
    return [to for to in (node.next, node.go, *(choice.go for choice in node.choices), node.otherwise) if to]
