"""A message is added to its list, and every other byte of the file stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.console.hearing.examples import ExampleError, cleaned, topics_of, with_example
from app.release.yaml_reader import MOST_BYTES_PHRASES, read
from app.release.yaml_tree import Scalar
from app.understanding import INTENTS

HOME = Path(__file__).resolve().parents[3]
FILES = {
    f"content/{language}/{name}": (HOME / "content" / language / name).read_bytes()
    for language in ("en", "es")
    for name in ("phrases.yaml", "questions_asked.yaml")
}
SMALL = {
    "content/en/phrases.yaml": b"# ours\nintents:\n  greeting:\n    examples: |\n      hello\n\n      hey there\n\n  # sad\n  human:\n    examples: [somebody]\n",
}


def messages_of(data: bytes, *steps: str) -> list[str]:
    held = read(data, "phrases.yaml", most_bytes=MOST_BYTES_PHRASES).value(*steps)
    assert isinstance(held, Scalar)
    return held.text.splitlines()


def test_the_message_is_the_last_of_its_list_and_nothing_else_moves() -> None:
    made = with_example(SMALL, "en", "intent:greeting", "good morning")["content/en/phrases.yaml"]

    assert made == SMALL["content/en/phrases.yaml"].replace(b"hey there\n", b"hey there\n      good morning\n")


def test_lines_that_end_as_on_windows_end_so_afterwards() -> None:
    files = {path: data.replace(b"\n", b"\r\n") for path, data in SMALL.items()}

    (made,) = with_example(files, "en", "intent:greeting", "good morning").values()

    assert made.count(b"\n") == made.count(b"\r\n")
    assert b"hey there\r\n      good morning\r\n" in made


@settings(max_examples=25, deadline=None)
@given(
    intent=st.sampled_from(sorted(INTENTS)),
    language=st.sampled_from(["en", "es"]),
    message=st.text(alphabet="abcdeñí 'ó:#?!\"-", min_size=1, max_size=60).map(
        lambda said: f"zz {' '.join(said.split())} q"
    ),
)
def test_any_message_can_be_added_to_any_list_of_this_line(intent: str, language: str, message: str) -> None:
    ((path, made),) = with_example(FILES, language, f"intent:{intent}", message).items()

    before, after = FILES[path].splitlines(keepends=True), made.splitlines(keepends=True)
    added = next(number for number, line in enumerate(after) if number >= len(before) or line != before[number])
    assert [*after[:added], *after[added + 1 :]] == before
    assert messages_of(made, "intents", intent, "examples")[-1] == message


def test_a_topic_staff_listed_by_its_questions_takes_one_more() -> None:
    assert "heat" in topics_of(FILES, "en")
    ((path, made),) = with_example(FILES, "en", "topic:heat", "the asphalt is melting").items()

    assert path == "content/en/questions_asked.yaml"
    assert messages_of(made, "heat")[-1] == "the asphalt is melting"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("", "example_empty"),
        ("?!", "example_empty"),
        ("x" * 201, "example_long"),
        ("call me 312 555 0100", "example_number"),
    ],
)
def test_what_is_no_example_is_refused(message: str, said: str) -> None:
    with pytest.raises(ExampleError) as refused:
        cleaned(message)

    assert refused.value.said == said


@pytest.mark.parametrize(
    ("target", "message", "said"),
    [
        ("intent:greeting", "hello", "example_there"),
        ("intent:human", "anybody there", "example_no_list"),
        ("intent:nothing", "anybody there", "example_no_list"),
        ("topic:nothing", "hot | cold", "example_marks"),
    ],
)
def test_a_list_that_cannot_take_it_is_left_alone(target: str, message: str, said: str) -> None:
    with pytest.raises(ExampleError) as refused:
        with_example(SMALL, "en", target, message)

    assert refused.value.said == said
