"""The bundle: what two people signed and nothing else, small, complete, the same each time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from typer.testing import CliRunner

from app.channels.registry import open_providers
from app.cli.main import _mount, app
from app.config.settings import Settings
from app.engine.builtin import BUILTIN
from app.engine.compiled_release import CompiledRelease
from app.engine.release import Text
from app.line.bundle.contents import bundle_files, bundle_mark
from app.line.bundle.emergency_texts import emergency_texts
from app.line.bundle.folder import NotABundle, write_bundle
from app.line.bundle.printed import vcard
from app.release.compiled import compiled
from app.release.load import load
from tests.learnt import LEARNT

ROOT = Path(__file__).resolve().parents[3]
BLANKS = {"line_name": "Porchlight", "line_number": "215-555-0100", "peer_number": ""}
CAP = 30 * 1024


@cache
def library() -> CompiledRelease:
    release = load(ROOT, settings=BLANKS, cache=LEARNT).release
    assert release is not None
    return compiled(release)


@cache
def files() -> dict[str, bytes]:
    return bundle_files(library(), open_providers(Settings()), address="https://line.example.org/")


def pages() -> Iterator[tuple[str, str]]:
    return ((path, data.decode()) for path, data in files().items() if path.endswith(".html"))


def test_every_live_language_is_in_the_fallbacks_with_its_complete_steps() -> None:
    text = ElementTree.fromstring(files()["twilio/text.xml"])
    voice = ElementTree.fromstring(files()["twilio/voice.xml"])
    texted = "".join(text.itertext())

    for one in emergency_texts(library()):
        assert (
            one.first.split(".")[0].encode("ascii", "ignore")[:12].decode() in texted.encode("ascii", "ignore").decode()
        )
    said = [verb.text for verb in voice.iter("Say")]
    voiced = [one.spoken for one in emergency_texts(library()) if one.language in library().packs.voices("twilio")]
    assert all(said.count(one) == 2 for one in voiced)
    assert "Hangup" == list(voice)[-1].tag


def test_the_first_thing_a_texter_reads_is_the_first_step() -> None:
    message = ElementTree.fromstring(files()["twilio/text.xml"]).findtext("Message") or ""

    assert message.startswith("Call 911 now.")


def test_a_page_is_complete_without_script_and_small() -> None:
    for path, page in pages():
        assert len(page.encode()) <= CAP, path
        assert "://" not in page.replace("https://www.weather.gov/", ""), "nothing comes from another host"
    index = dict(pages())["index.html"]
    shown = re.sub(r"<[^>]+>", "", index)
    assert shown.index("Call 911 now") < shown.index("Step by step")
    for step in emergency_texts(library())[0].steps:
        assert step[:15].replace("'", "&#39;") in shown


def test_a_page_tells_whoever_looks_over_a_shoulder_nothing() -> None:
    for path, page in pages():
        title = re.search(r"<title>(.*?)</title>", page)

        assert (title[1] if title else "") in ("Notes", "Notas"), path


def test_the_mark_changes_with_a_text_and_with_nothing_else() -> None:
    release = library().release
    again = compiled(msgspec.structs.replace(release, id="another"))
    texts = {**release.texts, "en": {**release.texts["en"], "overdose.start": Text("Call 911 now. Stay.")}}
    changed = compiled(msgspec.structs.replace(release, texts=texts))
    moved = compiled(msgspec.structs.replace(release, blanks={**release.blanks, "line_number": "215-555-0101"}))

    assert bundle_mark(library()) == bundle_mark(again)
    assert 3 == len({bundle_mark(one) for one in (library(), changed, moved)})


def test_every_document_and_page_bears_the_mark_and_the_manifest_lists_all() -> None:
    mark = bundle_mark(library())
    manifest = json.loads(files()["bundle.json"])

    assert mark == manifest["bundle"]
    assert files().keys() - {"bundle.json"} == manifest["files"].keys()
    assert all(
        f"<!-- bundle {mark} -->".encode() in files()[path] for path in files() if path.endswith(("html", "xml"))
    )


def test_what_the_program_brings_by_itself_makes_a_bundle_too() -> None:
    made = bundle_files(compiled(BUILTIN), open_providers(Settings()))

    assert b"911" in made["index.html"]
    assert b"911" in made["twilio/voice.xml"]


def test_a_number_in_a_name_cannot_break_the_entry_of_an_address_book() -> None:
    assert b"FN:A\\, B\\; C D\r\n" in vcard("A, B; C\nD", "215-555-0100")
    assert b"TEL;TYPE=CELL:+12155550100\r\n" in vcard("A", "215-555-0100")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(NotABundle):
        write_bundle(tmp_path, files())
    assert ["mine.txt"] == [one.name for one in tmp_path.iterdir()]


def test_a_second_bundle_replaces_the_first_whole(tmp_path: Path) -> None:
    write_bundle(tmp_path, files())
    write_bundle(tmp_path, {path: data for path, data in files().items() if path != "page.svg"} | {
        "bundle.json": json.dumps({"files": dict.fromkeys(files().keys() - {"page.svg"}, "")}).encode()
    })  # fmt: skip

    assert not (tmp_path / "page.svg").exists()
    assert (tmp_path / "index.html").exists()


def test_the_command_writes_it_and_says_its_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORCHLIGHT_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("LINE_NUMBER", "+12155550100")
    _mount("bundle")

    said = CliRunner().invoke(app, ["bundle", str(tmp_path / "out")])

    assert 0 == said.exit_code, said.output
    mark = json.loads((tmp_path / "out" / "bundle.json").read_text())["bundle"]
    assert f"Bundle {mark}: " in said.output
    assert "demo" in said.output


def test_a_real_line_whose_texts_nobody_signed_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "PORCHLIGHT_VAR": str(tmp_path / "var"), "PORCHLIGHT_ENV": "production", "PORCHLIGHT_KEY": "kJ3Qm1nV0sYw8xTzR5uAbC7dEfG9hIjKlMnOpQrStUv=",
        "TWILIO_ACCOUNT_SID": "AC" + "1f" * 16, "TWILIO_AUTH_TOKEN": "9e" * 16, "PUBLIC_URL": "https://line.example.org",
        "REDIS_URL": "redis://:longpassword@localhost/0", "METRICS_TOKEN": "a-metrics-token-of-some-length-1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    _mount("bundle")

    said = CliRunner().invoke(app, ["bundle", str(tmp_path / "out")])

    assert 0 != said.exit_code
    assert not (tmp_path / "out").exists()
