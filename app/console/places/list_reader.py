"""`python -m app.console.places.list_reader`: reads one uploaded list from stdin, writes what it holds to stdout.

A process of its own, so that a file made to harm can neither hold up the console nor take its memory: it is ended after
two minutes, and given two gigabytes and no more.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import msgspec

from app.places.imports.reading import ListRead
from app.places.imports.rows import RefusedFileError

LONGEST_SECONDS = 120
_MOST_MEMORY = 2 * 1024**3
_ROOT = Path(__file__).resolve().parents[3]


class ListOrder(msgspec.Struct, frozen=True):
    """A file, and what staff say of all of it."""

    name: str
    data: bytes
    source: str
    services: tuple[str, ...] = ()
    state: str = ""
    country: str = ""
    zone: str = ""
    columns: dict[str, str] = {}
    """Field -> column, where staff said which."""


class ListFound(msgspec.Struct, frozen=True):
    """What the file holds, or why it cannot be read."""

    reading: ListRead | None = None
    code: str = ""
    refused: str = ""
    columns: tuple[str, ...] = ()
    """What the file calls its columns, for whoever has to say which is which."""


def read_list(order: ListOrder) -> ListFound:
    """What is in this file, read apart from everything else; a refusal where that takes too long or breaks."""
    names = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-m", "app.console.places.list_reader"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, cwd=_ROOT, env={**names, "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,
    )  # fmt: skip
    try:
        out, _ = process.communicate(msgspec.msgpack.encode(order), timeout=LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return ListFound(code="TIME", refused="It takes too long to read. Split the file, or save it as CSV.")
    if process.returncode != 0 or not out:
        return ListFound(code="BROKEN", refused="It could not be read to its end. Save it as CSV and try that.")
    return msgspec.msgpack.decode(out, type=ListFound)


def found_in(order: ListOrder) -> ListFound:
    """What is in this file, read here."""
    from app.line.place_lists import read_places
    from app.places.imports.clean import Defaults
    from app.places.imports.reading import sheet_of

    defaults = Defaults(
        source=order.source, services=order.services, state=order.state, country=order.country, zone=order.zone
    )
    files = {order.name: order.data}
    columns: tuple[str, ...] = ()
    try:
        columns = sheet_of(files).columns
        return ListFound(read_places(files, defaults=defaults, given=order.columns), columns=columns)
    except RefusedFileError as error:
        return ListFound(code=error.code, refused=error.message, columns=columns)


def main() -> None:
    """Reads the order, answers it, ends."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    order = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=ListOrder)
    sys.stdout.buffer.write(msgspec.msgpack.encode(found_in(order)))


if __name__ == "__main__":
    main()
