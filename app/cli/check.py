"""Commands for people who edit flows and content: check, schema, translated, emergency sign."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.base.clock import now
from app.release.problems import Problem, as_github, as_json, by_cause, errors, folded

if TYPE_CHECKING:
    from app.release.sources import Sources
    from app.release.staff_files import Files

Root = Annotated[Path, typer.Argument(help="Folder that has flows/ and content/.", file_okay=False)]
RootOption = Annotated[Path, typer.Option("--root", help="Folder that has flows/ and content/.", file_okay=False)]

emergency = typer.Typer(help="Emergency texts: who has read and signed them.", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """The commands are part of this command line."""
    app.command()(check)
    app.command()(schema)
    app.command()(translated)
    app.command()(reviewed)
    app.add_typer(emergency, name="emergency")


def check(
    root: Root = Path(),
    *,
    as_json_list: Annotated[bool, typer.Option("--json", help="One JSON list, for editors.")] = False,
    github: Annotated[bool, typer.Option("--github", help="Workflow commands, shown beside the lines.")] = False,
    launch: Annotated[bool, typer.Option("--launch", help="Before real callers: everything must be signed.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="First mend curly quotes, odd blanks, bullets and tabs that were pasted in.")
    ] = False,
    hearing: Annotated[
        bool, typer.Option("--hearing", help="Also teach the phrases and measure what they hear: about half a minute.")
    ] = False,
) -> None:
    """List every problem of flows, content, phrases and places at once; exit code 1 when one is an error."""
    from app.release.folder import checked_folder, mend_folder

    for path in mend_folder(root) if fix else ():
        typer.echo(f"{path}: mended", err=True)
    cache = root / "var" / "cache"
    kept = cache if cache.is_dir() else None
    verdict = checked_folder(root, launch=launch, production=_in_production(root), cache=kept)
    found = verdict.problems
    lines = verdict.languages
    if hearing:
        heard, more = _hearing(root, kept)
        found, lines = by_cause([*found, *more]), (*lines, *heard)
    if as_json_list:
        typer.echo(as_json(found))
    else:
        for line in map(as_github, found) if github else folded(found):
            typer.echo(line)
        for line in lines:
            typer.echo(line, err=True)
        typer.echo(_summary(found), err=True)
    raise typer.Exit(1 if errors(found) else 0)


def _hearing(root: Path, cache: Path | None) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    from app.release.hearing_measure import measure

    heard = measure(root / "content", cache)
    learnt = () if heard.learnt else ("Nothing could be taught here: measured by words and rules alone.",)
    return (*learnt, *heard.lines), heard.problems


def _in_production(root: Path) -> bool:
    """Whether this folder answers real callers; settings are read only where there are any, for they are slow to import."""
    if not os.environ.keys() & {"PORCHLIGHT_ENV", "porchlight_env"} and not (root / ".env").exists():
        return False
    from app.config.settings import in_production

    return in_production(root)


def _summary(found: tuple[Problem, ...]) -> str:
    if not found:
        return "No problems."
    wrong = len(errors(found))
    return f"{wrong} to mend, {len(found) - wrong} to know. What each code means: docs/check.md"


def schema(
    folder: Annotated[Path, typer.Argument(help="Where to write them.", file_okay=False)] = Path("docs"),
) -> None:
    """Write the JSON Schemas that let editors complete and check every staff file, and the names they offer."""
    from app.release.editor_schema import NAMES, names, schemas
    from app.release.read_sources import read_sources
    from app.release.staff_files import find_files

    sources, _ = read_sources(find_files(folder.parent)[0])
    keys = {key for entries in sources.entries.values() for key in entries}
    short = {node.short for node in sources.nodes.values()}
    folder.mkdir(parents=True, exist_ok=True)
    written = schemas()
    if sources.nodes or not (folder / NAMES).exists():
        written[NAMES] = names({*sources.nodes, *short}, keys, sources.claims)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
        typer.echo(folder / name)


def translated(
    language: Annotated[str, typer.Argument(help="Two letters, like es; all languages without it.")] = "",
    keys: Annotated[
        list[str] | None, typer.Argument(help="Content keys; without them all but those that lives hang on.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="A translator's name: signs a draft as it is now.")] = "",
    root: RootOption = Path(),
) -> None:
    """Say that translations fit what is said now: writes their `of:` marks, or with --by the translator's name."""
    from app.release.read_sources import read_sources
    from app.release.staff_files import find_files, write_whole
    from app.release.translation_marks import stamp
    from app.release.vital_keys import vital_keys

    files, problems = find_files(root)
    sources, unread = read_sources(files)
    if by:
        _sign_draft(root, sources, files, language=language, by=by)
        return
    done = stamp(sources, files, language=language, keys=keys or (), named=vital_keys(sources))
    for path, data in done.files.items():
        write_whole(root / path, data)
    for key in done.keys:
        typer.echo(f"{key}: marked")
    for problem in (*problems, *unread, *done.problems):
        typer.echo(str(problem), err=True)
    for left in done.left:
        typer.echo(
            f"{left}: not marked. Lives hang on it: compare the two texts, then porchlight translated {left}", err=True
        )
    if not done.keys and not done.left:
        typer.echo("Nothing to mark.", err=True)
    raise typer.Exit(1 if (*problems, *unread, *done.problems, *done.left) else 0)


def reviewed(
    name: Annotated[str, typer.Argument(help="Your name, as it stands in the programme.")],
    keys: Annotated[
        list[str] | None, typer.Argument(help="Content keys or names of numbers; all without them.")
    ] = None,
    root: RootOption = Path(),
) -> None:
    """Say that you compared texts and numbers with their sources: writes your name and a mark of what stands there."""
    from app.release.review_marks import put_names
    from app.release.staff_files import write_whole

    files, sources = _readable(root, name)
    changed, signed = put_names(sources, files, name=" ".join(name.split()), keys=keys or ())
    for path, data in changed.items():
        write_whole(root / path, data)
    typer.echo(f"Signed by {name}: {len(signed)} texts and numbers." if signed else "There is nothing of that name.")
    raise typer.Exit(0 if signed else 1)


def _readable(root: Path, name: str) -> tuple[Files, Sources]:
    """The staff files, whole, for somebody of this name to sign; what is wrong with them is told, and the command ends."""
    from app.release.read_sources import read_sources
    from app.release.staff_files import find_files

    files, problems = find_files(root)
    sources, unread = read_sources(files)
    if (*problems, *unread) or not name.strip():
        for problem in (*problems, *unread):
            typer.echo(str(problem), err=True)
        raise typer.Exit(1)
    return files, sources


def _sign_draft(root: Path, sources: Sources, files: Files, *, language: str, by: str) -> None:
    from app.release.draft_signing import signed_by
    from app.release.staff_files import write_whole

    path = f"content/{language}/language.yaml"
    data = signed_by(sources, files.get(path, b""), language=language, name=by, today=now().date())
    if data is None:
        typer.echo(f"{path} cannot be signed: it is no draft, or it cannot be read.", err=True)
        raise typer.Exit(1)
    write_whole(root / path, data)
    typer.echo(f"{language}: signed by {by.strip()}. A change of any of its texts makes it a draft again.")


def _files_of(sources: Sources, before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """The files in which something to be signed is not as it was signed last."""
    from app.release.signing import changed

    found = set()
    for what in changed(before, now):
        language, _, key = what.partition("/")
        entry, node = sources.entries.get(language, {}).get(key), sources.nodes.get(key)
        if language == "flow" and key in sources.flows:
            found.add(sources.flows[key].document.path)
        if entry is not None:
            found.add(entry.document.path)
        elif node is not None:
            found.add(node.flow.document.path)
    return found


@emergency.command()
def sign(
    name: Annotated[str, typer.Argument(help="Your name, as it stands in the programme.")],
    root: RootOption = Path(),
) -> None:
    """Sign the emergency texts as they are now; they go live for good once two people have."""
    from app.release import signing
    from app.release.approvals import person
    from app.release.compile import compile_release
    from app.release.editors import editors
    from app.release.lint.rule import Case
    from app.release.read_sources import read_sources
    from app.release.signing import newest
    from app.release.staff_files import LOCK, find_files, release_id, write_whole

    files, sources = _readable(root, name)
    today = now().date()
    case = Case(sources, compile_release(sources, {}, release=release_id(files)), today=today)
    found = case.emergency_marks
    if person(name) in editors(root, _files_of(sources, newest(sources.emergency_lock).marks, found)):
        typer.echo(f"{name} changed these texts, so another person has to read and sign them.", err=True)
        raise typer.Exit(1)
    text = signing.sign(sources.emergency_lock, found, name=name, today=today)
    write_whole(root / LOCK, text.encode())
    names = newest(read_sources(find_files(root)[0])[0].emergency_lock).people
    typer.echo(f"Signed by {', '.join(names)}: {len(found)} texts and steps.")
    if len(names) < 2:
        typer.echo("One more person reads them and runs: porchlight emergency sign NAME", err=True)


@emergency.command()
def show(root: RootOption = Path()) -> None:
    """Print every emergency text in every language, to read before signing."""
    from app.release.compile import compile_release
    from app.release.lint.rule import Case
    from app.release.read_sources import read_sources
    from app.release.staff_files import find_files

    sources, _ = read_sources(find_files(root)[0])
    case = Case(sources, compile_release(sources, {}, release=""), today=now().date())
    for language in sources.languages:
        for key in sorted(case.emergency_keys):
            entry = sources.entries[language].get(key)
            for field, words in entry.written if entry else ():
                typer.echo(f"{language} {key} ({field})\n  {words}\n")
