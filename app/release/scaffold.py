"""New topics, flows, languages and places in staff files: lines are put in where they belong, the rest stays as it is."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from app.base.errors import PorchlightError
from app.language.default import DEFAULT_LANGUAGE
from app.release.staff_files import write_whole


class ScaffoldError(PorchlightError):
    """What was asked for cannot be made here; the message says why and what to do."""


class Made(msgspec.Struct, frozen=True):
    """Files that were written, and what is left to do."""

    paths: tuple[str, ...]
    then: str


_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")


def languages(root: Path) -> list[str]:
    """The folders of languages, as they are."""
    return sorted(folder.name for folder in root.glob("content/[a-z][a-z]") if folder.is_dir())


def _answers_questions(root: Path, language: str) -> bool:
    """Whether this language goes beyond the emergency, so that questions are asked in it."""
    return (root / "content" / language / "questions_asked.yaml").is_file()


def new_topic(root: Path, name: str, *, page: str, words: dict[str, str]) -> Made:
    """The topic leads to the page, and each language has the words that ask about it."""
    _named(name)
    flow, _, node = page.partition(".")
    file = root / "flows" / f"{flow}.yaml"
    if not node or not file.is_file():
        raise ScaffoldError(f"There is no page '{page}'. Write it as flow.node, like asked_health.heat.")
    text = file.read_text(encoding="utf-8")
    if not re.search(rf"^  {re.escape(node)}:", text, re.MULTILINE):
        raise ScaffoldError(f"There is no node '{node}' in flows/{flow}.yaml. Add it first, or name another.")
    if re.search(r"^topics:\s*$", text, re.MULTILINE):
        text = re.sub(
            r"^topics:[^\n]*\n", lambda found: f"{found.group()}  {name}: {node}\n", text, count=1, flags=re.MULTILINE
        )
    else:
        text = re.sub(r"^nodes:", f"topics:\n  {name}: {node}\n\nnodes:", text, count=1, flags=re.MULTILINE)
    asked_in = [language for language in languages(root) if _answers_questions(root, language)]
    missing = [language for language in asked_in if not words.get(language)]
    if missing:
        raise ScaffoldError(f"Say the words that ask about it in {', '.join(missing)} too: --words {missing[0]}=...")
    written = [file]
    write_whole(file, text.encode())
    for language in asked_in:
        asked = root / "content" / language / "questions_asked.yaml"
        before = asked.read_text(encoding="utf-8") if asked.is_file() else ""
        write_whole(asked, f"{before.rstrip()}\n{name}: |\n  {words[language].strip()}\n".lstrip("\n").encode())
        written.append(asked)
    return Made(
        _paths(root, written), f"Try it: porchlight chat, and write '{next(iter(words.values())).split('|')[0]}'."
    )


def new_flow(root: Path, name: str) -> Made:
    """A flow with one page is there, with an empty text in each language, which the check holds back until it is written."""
    _named(name)
    file = root / "flows" / f"{name}.yaml"
    if file.exists():
        raise ScaffoldError(f"flows/{name}.yaml is there already.")
    flow = (
        f"# yaml-language-server: $schema=../docs/flow.schema.json\nflow: {name}\nabout: Say in one line what this is for.\n"
        f"start: start\ntopics: {{}}\n\nnodes:\n  start:\n    say: {name}.start\n    done: yes\n"
    )
    write_whole(file, flow.encode())
    written = [file]
    for language in languages(root):
        content = root / "content" / language / f"{name}.yaml"
        entry = (
            "# yaml-language-server: $schema=../../docs/content.schema.json\n"
            f'{name}.start:\n  text: ""\n  # source: https://...   reviewed, review_by (year-month-day)\n  reviewed_by: pending clinical review\n'
        )
        write_whole(content, entry.encode())
        written.append(content)
    then = f"Write the texts of {name}.start with their source, and lead to it: porchlight new topic NAME --page {name}.start"
    return Made(_paths(root, written), then)


def new_language(root: Path, code: str, *, like: str = "") -> Made:
    """The files of the language are there, copied from another, for somebody to translate."""
    like = like or DEFAULT_LANGUAGE
    if not re.fullmatch(r"[a-z]{2}", code):
        raise ScaffoldError(f"'{code}' is not the code of a language: two small letters, like ht (Haitian Creole).")
    source, aim = root / "content" / like, root / "content" / code
    if aim.exists() or not source.is_dir():
        raise ScaffoldError(f"content/{code}/ is there already." if aim.exists() else f"There is no content/{like}/.")
    written = []
    for file in sorted(source.iterdir()):
        if file.suffix in (".yaml", ".txt") and file.name[:1] not in "._~" and file.name != "places.yaml":
            write_whole(aim / file.name, file.read_bytes())
            written.append(aim / file.name)
    then = (
        f"Translate content/{code}/, language.yaml and words.yaml first; check names what still stands as in '{like}'. "
    )
    return Made(_paths(root, written), then + f"Then mark it: porchlight translated {code}")


def new_place(
    root: Path, name: str, *, latitude: float, longitude: float, also: list[str], language: str = DEFAULT_LANGUAGE
) -> Made:
    """A neighborhood that people name is on the map of this line."""
    file = root / "content" / language / "places.yaml"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    if re.search(rf"name: {re.escape(name)}[,}}]", text):
        raise ScaffoldError(f"'{name}' is in content/{language}/places.yaml already.")
    quoted = "'" + name.replace("'", "''") + "'" if re.search(r"[^\w .-]", name) else name
    aliases = f"aliases: [{', '.join(also)}], " if also else ""
    line = f"  - {{name: {quoted}, {aliases}at: [{latitude:.4f}, {longitude:.4f}]}}\n"
    if re.search(r"^neighborhoods:\s*$", text, re.MULTILINE):
        text = re.sub(r"^neighborhoods:[^\n]*\n", lambda found: found.group() + line, text, count=1, flags=re.MULTILINE)
    else:
        text = f"{text.rstrip()}\n\nneighborhoods:\n{line}".lstrip("\n")
    write_whole(file, text.encode())
    return Made(_paths(root, [file]), "A place that hands something out is added with: porchlight places import")


def _named(name: str) -> None:
    if not _NAME.match(name):
        raise ScaffoldError(f"'{name}' cannot be a name here: small letters a-z, digits and _, starting with a letter.")


def _paths(root: Path, files: list[Path]) -> tuple[str, ...]:
    return tuple(file.relative_to(root).as_posix() for file in files)
