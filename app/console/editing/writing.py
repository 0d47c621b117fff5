"""Words as a YAML value: as they were written there before where that can hold them, else the next plainer way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.console.editing.spans import Span

USUAL_WIDTH = 104
_PLAIN = re.compile(r"[^\W_](?:[^\n#:{}\[\],&*!|>'\"%@`]|(?<=\w)'(?=\w)|,(?=\w)|[:#](?=\S))*\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def ways(words: str, text: str, span: Span, *, newline: str) -> Iterator[str]:
    """What may stand in place of this value, the most alike first; which of them means the words is for the caller to see."""
    old = text[span.start : span.end]
    if span.style in ("|", ">"):
        header, indent, width = _block(text, span)
        if span.value.endswith("\n"):
            words += "\n"
        yield from blocks(words, header=header, indent=indent, width=width, newline=newline)
        yield double(words)
        return
    lines = "\n" in words
    if not lines and not span.style:
        yield words
    if not lines and span.style != '"':
        yield single(words)
    if not span.braces and (lines or len(words) > USUAL_WIDTH) and "\n" not in old:
        indent = _indent(text, span.key_start if span.key_start >= 0 else span.start) + 2
        yield from blocks(words, header="|-" if lines else ">-", indent=indent, width=USUAL_WIDTH, newline=newline)
    yield double(words)


def fresh(words: str, *, indent: int, newline: str, braces: bool = False) -> Iterator[str]:
    """The same for a value that is not there yet, under a key `indent - 2` columns from the margin."""
    if "\n" not in words and len(words) <= USUAL_WIDTH - indent:
        if _PLAIN.match(words) and not (braces and "," in words):
            yield words
        yield single(words)
    elif not braces:
        header = "|-" if "\n" in words else ">-"
        yield from blocks(words, header=header, indent=indent, width=USUAL_WIDTH, newline=newline)
    yield double(words)


def blocks(words: str, *, header: str, indent: int, width: int, newline: str) -> Iterator[str]:
    """The words as a block of lines, folded or as they are; without a line break at the end of the last."""
    chomp = header[1:]
    kinds = [header[0], *(kind for kind in "|" if kind != header[0])]
    for kind in kinds:
        lines = _folded(words, width - indent) if kind == ">" else words.split("\n")
        if lines and not lines[-1]:
            lines = lines[:-1]
        if lines and not lines[-1].strip():
            continue  # spaces alone at a block's end are not seen as its own when it is taken out again
        body = (" " * indent + line if line else "" for line in lines)
        yield newline.join([kind + chomp, *body])


def single(words: str) -> str:
    """The words between single quotes."""
    return "'" + words.replace("'", "''") + "'"


def double(words: str) -> str:
    """The words between double quotes, whatever is in them."""
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in words) + '"'


def _folded(words: str, width: int) -> list[str]:
    """Lines that fold back into these words: a line break of theirs is an empty line."""
    found: list[str] = []
    for number, paragraph in enumerate(words.split("\n")):
        found += [""] * (number > 0)
        found += _wrapped(paragraph, width) if paragraph else []
    return found


def _wrapped(paragraph: str, width: int) -> list[str]:
    parts = paragraph.split(" ")
    if "" in parts:  # two spaces fold into one
        return [paragraph]
    lines = [parts[0]]
    for part in parts[1:]:
        if len(lines[-1]) + 1 + len(part) <= width:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def _block(text: str, span: Span) -> tuple[str, int, int]:
    """(header, columns before its lines, how wide it is) of a block as it stands."""
    first, *lines = text[span.start : span.end].replace("\r\n", "\n").split("\n")
    held = [line for line in lines if line.strip()]
    key = span.key_start if span.key_start >= 0 else span.start
    indent = len(held[0]) - len(held[0].lstrip(" ")) if held else _indent(text, key) + 2
    return first.strip(), indent, max([USUAL_WIDTH - 4, *map(len, held[:-1])])


def _indent(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)
