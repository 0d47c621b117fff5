"""In a language of its own folder the whole line speaks it, features and places too: no word is said past the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from app.engine.compiled_release import CompiledRelease
from app.line.places_cache import finder_from
from app.places.finder import Finder
from app.release.compile import compile_release
from app.release.compiled import compiled
from app.release.read_sources import read_sources
from app.release.staff_files import find_files
from tests.features.conftest import ROOT, Town
from tests.features.people import KIM, SAM
from tests.marked_pack import CODE, NAME, unmarked, write_pack

NAMES = frozenset("porchlight sam".split())
SETTINGS = {"line_name": "Porchlight", "line_number": "+12025550100", "peer_number": ""}
_SAY = re.compile(r'<Say voice="([^"]*)" language="([^"]*)">(.*?)</Say>', re.DOTALL)


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    new = tmp_path_factory.mktemp("pack")
    write_pack(ROOT, new)
    return finder_from(new / "content", ROOT / "var" / "cache")


@pytest.fixture(scope="module")
def marked_line(tmp_path_factory: pytest.TempPathFactory, finder: Finder) -> CompiledRelease:
    new = tmp_path_factory.mktemp("line")
    write_pack(ROOT, new)
    sources, problems = read_sources(find_files(new)[0])
    assert [] == [problem for problem in problems if f"/{CODE}/" in problem.path and problem.severity == "error"]
    return compiled(compile_release(sources, SETTINGS, release="marked"), finder=finder)


@pytest.fixture(scope="module")
def names(finder: Finder) -> frozenset[str]:
    """What is written on doors and maps: names, addresses and towns are data in any language."""
    del finder
    said = (ROOT / "content" / "sites.csv").read_text(encoding="utf-8").lower()
    return (
        NAMES
        | frozenset(re.findall(r"[^\W\d_]+", said))
        | frozenset(
            "broad erie philadelphia pa street avenue road paris rio springfield texas xanax heroin safespot poison help".split()
        )
    )


@pytest.fixture
def marked(sqlite_url: str, redis_url: str, marked_line: CompiledRelease) -> Iterator[Town]:
    opened = Town(sqlite_url, redis_url, marked_line)
    yield opened
    opened.close()


def heard(twiml: str) -> str:
    """What is said in this answer to a call, after a look at who reads it."""
    said = _SAY.findall(twiml)
    assert {("Xaxa", "xx-XX")} == {(voice, locale) for voice, locale, _ in said}, twiml
    return unescape(re.sub(r"<[^>]*>", " ", " ".join(words for _, _, words in said)))


TEXTED = [
    ["narcan", "19104", "1", "2", "more", "how far is the first one"],
    ["narcan near broad and erie open now", "1"],
    ["needles near 19133 open on sunday free", "1"],
    ["food and shower near 19104", "narcan near 33401", "narcan near me", "narcan near springfield"],
    ["narcan near 00000", "narcan in paris", "narcan near ///a.b.c", "narcan near texas"],
    ["checkin", "1", "daily at noon", "1", "1", "checkin", "3"],
    ["checkin", "1", "monday and friday at 6pm", "2", "1"],
    ["check", "215 555 0177 Sam", "check", "menu"],
    ["mixing", "xanax and heroin", "heroin", "menu", "STOP", "START", "forget me"],
]


@pytest.mark.parametrize("texts", TEXTED, ids=lambda texts: texts[0])
def test_no_unmarked_word_is_texted(marked: Town, names: frozenset[str], texts: list[str]) -> None:
    marked.tick()
    marked.text(SAM, NAME)
    for text in texts:
        answer = marked.text(SAM, text)
        assert answer.strip(), text
        assert [] == unmarked(answer, names), (text, answer)
        marked.tick()


def test_no_unmarked_word_goes_out_of_a_safety_check(marked: Town) -> None:
    marked.text(SAM, NAME)
    marked.agree()
    marked.arm()
    letters = marked.later(minutes=16)
    told = [*letters, *marked.later(minutes=5)]

    assert {"sms", "voice"} == {letter.channel for letter in told}
    assert {CODE} == {letter.language for letter in told}
    assert [] == [found for letter in told if (found := unmarked(letter.body, NAMES))]
    ring = next(letter for letter in told if letter.channel == "voice" and letter.to == KIM)
    assert [] == unmarked(heard(marked.press(ring, "9")), NAMES)
    assert [] == unmarked(marked.text(KIM, "1"), NAMES)
    assert [] == unmarked(marked.text(SAM, "ok"), NAMES)
    assert [] == [found for letter in marked.later(seconds=10) if (found := unmarked(letter.body, NAMES))]


def test_no_unmarked_word_goes_out_of_check_ins(marked: Town) -> None:
    for words in (NAME, "checkin", "1", "daily at noon", "1", "1"):
        marked.text(SAM, words)
    sent = marked.later(days=29, every=21600)

    assert 3 <= len(sent)
    assert [] == [found for letter in sent if (found := unmarked(letter.body, NAMES))]


CALLED = [
    ["narcan near 19104", "1", "2", "more"],
    ["narcan", "19133", "1"],
    ["narcan near me"],
    ["checkin", "1"],
    ["1", "8", "9", "2", "#", "0"],
    ["checkin", "daily at noon", "1", "1"],
]


@pytest.mark.parametrize("said", CALLED, ids=" ".join)
def test_no_unmarked_word_is_spoken_and_no_other_voice_speaks(
    marked: Town, names: frozenset[str], said: list[str]
) -> None:
    marked.tick()
    key = next(key for key, language in marked.line.library().packs.door("en") if language == CODE)
    for count in range(len(said) + 1):
        answer = heard(marked.call(f"+1312555{4000 + count}", key, *said[:count]))  # nobody has called before
        assert [] == unmarked(answer, names), (said[:count], answer)
    for letter in marked.later(seconds=10):
        assert [] == unmarked(letter.body, names)
