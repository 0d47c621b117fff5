"""Bytes of a staff file -> `Document`: size, letters, YAML; any mistake is a `Problem`, nothing is raised."""

from __future__ import annotations

from pathlib import Path as FilePath

from app.base.plain_file import read_plain
from app.release.pasted import pasted
from app.release.problems import Problem
from app.release.yaml_parse import parse
from app.release.yaml_text import YamlRefused, readable_text
from app.release.yaml_tree import (
    MOST_BYTES,
    MOST_BYTES_PHRASES,
    Document,
    Entry,
    Listing,
    Mapping,
    Scalar,
    Value,
    plain,
    scalars,
)

__all__ = [
    "MOST_BYTES",
    "MOST_BYTES_PHRASES",
    "Document",
    "Entry",
    "Listing",
    "Mapping",
    "Scalar",
    "Value",
    "plain",
    "read",
    "read_file",
    "scalars",
]


def read(data: bytes, path: str, *, most_bytes: int = MOST_BYTES) -> Document:
    """The file these bytes hold, or its problems; never raises, whatever the bytes."""
    if len(data) > most_bytes:
        message = f"The file is larger than {most_bytes // 1024} KB. Split it into several files."
        return Document(path, None, (Problem(path, 0, 0, "YAML_SIZE", message),))
    try:
        text = readable_text(data)
        if left := pasted(text, path, readable=True):
            return Document(path, None, left)
        root = parse(text)
    except YamlRefused as refused:
        left = pasted(data.decode("utf-8", "replace"), path, readable=False)
        return Document(path, None, left or tuple(Problem(path, *found) for found in refused.found))
    except Exception as error:
        message = f"The file cannot be read ({type(error).__name__}). Compare it with a file that works."
        return Document(path, None, (Problem(path, 1, 1, "YAML", message),))
    if root is None:
        return Document(path, Mapping({}, 1, 1))
    if not isinstance(root, Mapping):
        kind = "a list" if isinstance(root, Listing) else "plain text"
        message = f"The file starts with {kind}. It must start with a word and a colon, like 'flow: naloxone'."
        return Document(path, None, (Problem(path, root.line, root.column, "YAML_TOP", message),))
    return Document(path, root)


def read_file(file: FilePath, *, root: FilePath, most_bytes: int = MOST_BYTES) -> Document:
    """The staff file at this place, its path shown relative to `root`; never raises."""
    shown = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
    try:
        data = read_plain(file, most=most_bytes + 1)
    except OSError as error:
        message = f"The file cannot be opened ({error.strerror or type(error).__name__}). Check that it is there."
        return Document(shown, None, (Problem(shown, 0, 0, "FILE", message),))
    return read(data, shown, most_bytes=most_bytes)
