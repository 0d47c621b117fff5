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


def run(in_stream: BinaryIO, out_stream: BinaryIO, content_dir: Path, cache_dir: Path | None) -> None:
    """Writes one answer for every line read; empty lines are skipped. Raises msgspec.DecodeError on a line that is no JSON."""
    understander = open_understander(content_dir, cache_dir)
    decoder, encoder = msgspec.json.Decoder(UnderstandRequest), msgspec.json.Encoder()
    for line in in_stream:
        if not line.strip():
            continue
        asked = decoder.decode(line)
        meaning = understander.understand(
            asked.text, language=asked.lang or DEFAULT_LANGUAGE, channel=asked.channel or "sms"
        )
        answer = Answered(asked.id, meaning.intent, meaning.place, meaning.topic, meaning.confidence, meaning.clarify)
        out_stream.write(encoder.encode(answer) + b"\n")
    out_stream.flush()


def main() -> None:
    """`python -m app.line.understand < in.jsonl > out.jsonl`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path(".cache"))
    given = parser.parse_args()
    run(sys.stdin.buffer, sys.stdout.buffer, given.content, given.cache)


if __name__ == "__main__":
    main()
