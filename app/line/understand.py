"""Messages in, meanings out, one JSON object a line: for outside checks and for staff who want to try a list."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from app.language.default import DEFAULT_LANGUAGE
from app.release.phrases import open_understander


class UnderstandRequest(msgspec.Struct):
    """One line in."""

    id: str | int = ""
    text: str = ""
    lang: str | None = DEFAULT_LANGUAGE
    channel: str | None = "sms"


class Answered(msgspec.Struct):
    """One line out."""

    id: str | int
    intent: str
    place: str | None
    topic: str | None
    confidence: float
    clarify: bool


def run(in_stream: BinaryIO, out_stream: BinaryIO, content_dir: Path, cache_dir: Path | None) -> tuple[str, ...]:
    """Writes one answer for every line read, and gives back what is wrong with the lines that have none; empty ones are skipped."""
    understander = open_understander(content_dir, cache_dir)
    decoder, encoder = msgspec.json.Decoder(UnderstandRequest), msgspec.json.Encoder()
    wrong = []
    for number, line in enumerate(in_stream, start=1):
        if not line.strip():
            continue
        try:
            asked = decoder.decode(line)
        except msgspec.DecodeError:  # of a line that is no JSON, or of other fields than these
            wrong.append(f'Line {number} has no answer. Write it like {{"id": "1", "text": "od"}}, one line each.')
            continue
        meaning = understander.understand(
            asked.text, language=asked.lang or DEFAULT_LANGUAGE, channel=asked.channel or "sms"
        )
        answer = Answered(asked.id, meaning.intent, meaning.place, meaning.topic, meaning.confidence, meaning.clarify)
        out_stream.write(encoder.encode(answer) + b"\n")
    out_stream.flush()
    return tuple(wrong)


def main() -> None:
    """`python -m app.line.understand < in.jsonl > out.jsonl`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path(".cache"))
    given = parser.parse_args()
    wrong = run(sys.stdin.buffer, sys.stdout.buffer, given.content, given.cache)
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
