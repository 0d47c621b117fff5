"""What an import shows on a terminal: how far it is, a question for a column, and what became of the rows."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from app.line.place_lists import ImportReport

_SHOWN_ASIDE = 40


class Bar:
    """Called with how many are done and how many there are."""

    def __init__(self, advance: object, task: object) -> None:
        self._progress, self._task = advance, task

    def __call__(self, done: int, whole: int) -> None:
        """The bar is this far."""
        self._progress.update(self._task, advance=done, total=whole)  # type: ignore[attr-defined]


@contextmanager
def bar(title: str) -> Iterator[Bar]:
    """A progress bar on the terminal; nothing where there is none."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*parts, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bar(progress, progress.add_task(title, total=None))


def ask_column(field: str, unused: tuple[str, ...]) -> str:
    """Which column is this field, asked on a terminal; elsewhere nobody can answer."""
    if not sys.stdin.isatty() or not unused:
        return ""
    typer.echo(f"Which column is the {field}?", err=True)
    for number, column in enumerate(unused, 1):
        typer.echo(f"  {number} {column}", err=True)
    answer: str = typer.prompt("Number, or Enter for none", default="", show_default=False, err=True)
    return unused[int(answer) - 1] if answer.isdigit() and 1 <= int(answer) <= len(unused) else ""


def say_report(report: ImportReport) -> None:
    """What an import did, or would do, stands on the terminal: counts, losses, and the rows set aside."""
    verb = "would be" if report.dry else "are"
    typer.echo(
        f"{report.source} ({report.format}): {report.new} {verb} new, {report.changed} changed, {report.same} the same, "
        f"{report.gone} gone, {len(report.aside)} set aside, {report.merged} merged."
    )
    if report.kept_back:
        typer.echo(f"{report.kept_back} verified places differ from the list. They stay: see `places show ID`.")
    for name in report.missing[:10]:
        typer.echo(f"Not in the list any more, but verified, so it stays: {name}")
    if report.without_service:
        typer.echo(f"{report.without_service} have no service yet. Import again with --services, or edit them.")
    for what, count in sorted(report.lost.items(), key=lambda one: -one[1]):
        typer.echo(f"{count} {what}.")
    if report.unused:
        typer.echo(f"Columns that were not read: {', '.join(report.unused)}")
    for code, count in Counter(one.code for one in report.aside).most_common():
        typer.echo(f"Set aside, {code}: {count}")
    for one in report.aside[:_SHOWN_ASIDE]:
        typer.echo(f"  row {one.number}: {one.name or '(no name)'}: {one.message}")
    if len(report.aside) > _SHOWN_ASIDE:
        typer.echo(f"  and {len(report.aside) - _SHOWN_ASIDE} more.")
    if not report.dry and report.new:
        typer.echo("New places are unverified: callers hear of them after `porchlight places verify ID`.")
