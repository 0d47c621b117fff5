"""What people ask about leads to a page that speaks of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from app.engine.release import Node, Release
from app.release.problems import Problem
from app.release.yaml_reader import read
from app.understanding import Phrases
from app.understanding.normalise import plain

_STEM = 5
"""Letters by which two forms of a word are the same here."""
_OWN = 6
"""A word that more topics list than this is nobody's own; of one of few letters, than two."""


def topic_pages(release: Release, phrases: Mapping[str, Phrases], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A problem for each topic whose page, its next steps and its labels say none of the topic's own words."""
    shared = {language: _shared(owned) for language, owned in phrases.items()}
    pages = {name: substance.page for name, substance in release.drugs.substances.items() if substance.page}
    for flow in release.flows.values():
        for topic, target in flow.topics.items():
            node = release.nodes.get(target)
            if node is None or not phrases:
                continue
            page = pages.get(topic, "")
            elsewhere = page and page != target and target in pages.values()
            if elsewhere or not _speaks_of(release, node, topic, phrases, shared):
                aim = f" Its page is {page}." if page else ""
                message = (
                    f"'{topic}' leads to '{target}', which says nothing of it.{aim} Lead it to the page that does."
                )
                path = f"flows/{flow.name}.yaml"
                document = read(files.get(path, b""), path)
                yield document.problem(("topics", topic), "TOPIC_ELSEWHERE", message)


def _shared(owned: Phrases) -> Counter[str]:
    """Beginning of a word -> how many topics of this language list it."""
    return Counter(stem for other in {*owned.topics, *owned.questions} for stem in _stems(owned, other.lstrip("!")))


def _speaks_of(
    release: Release, node: Node, topic: str, phrases: Mapping[str, Phrases], shared: Mapping[str, Counter[str]]
) -> bool:
    names = [word for word in topic.split("_") if len(word) > 2]
    if any(name[:_STEM].startswith(node.name.split(".")[1][:_STEM]) for name in names):
        return True
    for language, owned in phrases.items():
        said = _said(release, node, language)
        own = {stem for stem in _stems(owned, topic) if shared[language][stem] <= (_OWN if len(stem) == _STEM else 2)}
        words = own | {plain(name).text[:_STEM] for name in names}
        if any(f" {word}" in said for word in words if len(word) > 2):
            return True
    return False


def _stems(owned: Phrases, topic: str) -> set[str]:
    """The beginnings of the words by which this topic is asked about."""
    listed = [word for line in owned.topics.get(topic, ()) for word in line.split()]
    asked = [
        word
        for line in owned.questions.get(topic, owned.questions.get(f"!{topic}", ()))
        for part in line.split("+")
        if not part.strip().startswith("-")
        for word in part.replace("|", " ").replace("*", "").split()
    ]
    return {plain(word).text[:_STEM] for word in (*listed, *asked) if len(word) > 2}


def _said(release: Release, node: Node, language: str) -> str:
    """What the page, the steps after it and the labels on it and towards it say, folded."""
    texts = release.texts.get(language, {})
    keys: list[str] = []
    at: Node | None = node
    for _ in range(3):
        if at is None:
            break
        keys += [at.say, *(choice.label for choice in at.choices)]
        at = release.nodes.get(at.next)
    keys += [choice.label for other in release.nodes.values() for choice in other.choices if choice.go == node.name]
    flow = release.flows[node.name.split(".")[0]]
    said = " ".join([*(texts[key].text for key in keys if key in texts), flow.about])
    return f" {plain(said).text} "
