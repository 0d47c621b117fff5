"""Topics that staff made: words that ask about each, in every language, and a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.engine.release import Release
from app.release.problems import Problem, did_you_mean
from app.release.yaml_reader import read
from app.understanding import INTENTS, TOPICS, Phrases
from app.understanding.questions import topic_of


def topic_words(release: Release, phrases: Mapping[str, Phrases], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A problem for each page's topic that no words ask about in some language, and for words that lead to no page."""
    paged = {topic: flow.name for flow in release.flows.values() for topic in flow.topics}
    worded = {
        language: {*owned.topics, *map(topic_of, owned.questions)}
        for language, owned in phrases.items()
        if language in release.languages
    }
    every = set().union(*worded.values()) if worded else set()
    for topic, flow in paged.items():
        without = [language for language, known in worded.items() if topic not in known]
        if topic in TOPICS or not without:
            continue
        near = did_you_mean(topic, sorted({*TOPICS, *every} - {topic})) if topic not in every else ""
        message = f"No words ask about '{topic}' in {', '.join(without)}, so nobody finds its page. Add a line "
        message += f"'{topic}: |' with them to content/{without[0]}/questions_asked.yaml.{near}"
        path = f"flows/{flow}.yaml"
        yield read(files.get(path, b""), path).problem(("topics", topic), "TOPIC_WORDS", message, key=True)
    for language, known in worded.items():
        for topic in sorted(known - set(TOPICS) - set(INTENTS) - set(paged)):
            near = did_you_mean(topic, sorted({*TOPICS, *paged}))
            message = f"'{topic}' has words and no page. Write it under 'topics:' of a flow.{near}"
            yield Problem(f"content/{language}/questions_asked.yaml", 1, 1, "TOPIC_WORDS", message)
