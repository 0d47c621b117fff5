"""`porchlight check`: every problem of a folder of staff files, causes before what follows from them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.base.clock import now
from app.language.default import DEFAULT_LANGUAGE
from app.release.problems import Problem, by_cause
from app.release.staff_files import find_files, program_id, write_whole

if TYPE_CHECKING:
    from app.engine.release import Release
    from app.release.languages import Language
    from app.release.phrases import PhrasesRead


class Verdict(msgspec.Struct, frozen=True):
    """What was found, kept under everything it was made of."""

    problems: tuple[Problem, ...]
    languages: tuple[str, ...] = ()
    """What each language has, a line each."""


def check_folder(
    root: Path, *, launch: bool = False, production: bool = False, cache: Path | None = None
) -> tuple[Problem, ...]:
    """Every problem of flows, content, phrases, places and the list of sites; the same files are not looked at twice."""
    return checked_folder(root, launch=launch, production=production, cache=cache).problems


def checked_folder(root: Path, *, launch: bool = False, production: bool = False, cache: Path | None = None) -> Verdict:
    """The same with a line for each language."""
    today = now().date()
    kept = cache / f"verdict-{_made_of(root, today, f'{launch} {production}')}.json" if cache else None
    if kept is not None:
        try:
            return msgspec.json.decode(kept.read_bytes(), type=Verdict)
        except (OSError, ValueError):
            pass
    found = by_cause(_all(root, launch=launch, production=production, today=today, cache=cache))
    verdict = Verdict(found, _languages(root))
    if kept is not None:
        _keep(kept, verdict)
    return verdict


def _languages(root: Path) -> tuple[str, ...]:
    from app.release.languages import overview
    from app.release.read_sources import read_sources

    found = overview(read_sources(find_files(root)[0])[0])
    return tuple(f"{language}{_of_places(root, language)}" for language in found)


def _of_places(root: Path, language: Language) -> str:
    """What a full language lacks of the words for places."""
    from app.release.place_language import lacking_words

    if language.level != "full" or language.code == DEFAULT_LANGUAGE:
        return ""
    missing, copied = lacking_words(root / "content", language.code)
    said = [f"{len(missing)} words of places_said.yaml missing"] if missing else []
    said += [f"{len(copied)} words of places copied untranslated"] if copied else []
    return "".join(f"; {one}" for one in said)


def _all(root: Path, *, launch: bool, production: bool, today: date, cache: Path | None) -> list[Problem]:
    from app.release.load import load

    loaded = load(root, launch=launch, production=production, today=today, cache=cache)
    return [*loaded.problems, *around(root, loaded.release)]


def around(root: Path, release: Release | None, *, heard: PhrasesRead | None = None) -> list[Problem]:
    """What is wrong beside flows and texts: phrases, places, the list of sites, files that nobody reads.

    `heard` are the phrases of this folder where they were read before.
    """
    from app.release.folder_lint.ignored_files import ignored
    from app.release.folder_lint.place_week import place_week
    from app.release.folder_lint.plain_answers import plain_answers
    from app.release.folder_lint.points import AreaOf, far_points
    from app.release.folder_lint.site_list import site_list
    from app.release.folder_lint.topic_pages import topic_pages
    from app.release.folder_lint.topic_words import topic_words
    from app.release.phrases import read_phrases
    from app.release.places import load_places

    content = root / "content"
    heard = heard or read_phrases(content)
    area = AreaOf(content)
    found = [*heard.problems, *load_places(content).problems]
    found += [*ignored(root), *far_points(area), *site_list(root, area)]
    if release is not None:
        found += [*plain_answers(content, release), *place_week(content, release)]
    if release is not None and heard.phrases:
        files = find_files(root)[0]
        found += topic_pages(release, heard.phrases, files)
        found += topic_words(release, heard.phrases, files)
    return found


def _made_of(root: Path, today: date, how: str) -> str:
    """Changes when any file of the folder does, the program, the day, or what is asked."""
    digest = hashlib.sha256(f"{program_id()} {today} {how}".encode())
    for file in sorted([*root.glob("flows/**/*"), *root.glob("content/**/*")]):
        try:
            data = file.read_bytes() if file.is_file() else b""
        except OSError:
            data = b"?"
        digest.update(f"{file.relative_to(root)}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()[:24]


def _keep(file: Path, verdict: Verdict) -> None:
    try:
        write_whole(file, msgspec.json.encode(verdict))
        for other in sorted(file.parent.glob("verdict-*.json"), key=lambda one: one.stat().st_mtime)[:-8]:
            other.unlink(missing_ok=True)
    except OSError:
        return


def mend_folder(root: Path) -> tuple[str, ...]:
    """Paths of files from which what was pasted in by accident is gone; one that would be read worse stays as it is."""
    from app.release.pasted import mended
    from app.release.yaml_reader import MOST_BYTES_PHRASES, read

    done = []
    for file in sorted([*root.glob("flows/*.y*ml"), *root.glob("content/*.yaml"), *root.glob("content/*/*.yaml")]):
        if not file.is_file():
            continue
        data, path = file.read_bytes(), file.relative_to(root).as_posix()
        new = mended(data)
        before = read(data, path, most_bytes=MOST_BYTES_PHRASES)
        after = read(new, path, most_bytes=MOST_BYTES_PHRASES)
        if new != data and len(after.problems) <= len(before.problems):
            write_whole(file, new)
            done.append(path)
    return tuple(done)
