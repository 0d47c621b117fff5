"""What an image brings along is used where nothing newer is kept, and never in place of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config.settings import Settings
from app.line.warm_cache import use_warm_cache


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    home = tmp_path / "home"
    shipped = home / "prepared" / "cache" / "understanding"
    shipped.mkdir(parents=True)
    (shipped / "a.model").write_bytes(b"learnt")
    (shipped.parent / "map.msgpack").write_bytes(b"map")
    return Settings.model_construct(porchlight_home=home, porchlight_var=tmp_path / "var")


def test_what_is_missing_is_taken_once(settings: Settings) -> None:
    assert 2 == use_warm_cache(settings)
    assert b"learnt" == (settings.porchlight_var / "cache" / "understanding" / "a.model").read_bytes()
    assert 0 == use_warm_cache(settings)


def test_what_is_kept_already_stays(settings: Settings) -> None:
    kept = settings.porchlight_var / "cache" / "map.msgpack"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"newer")

    assert 1 == use_warm_cache(settings)
    assert b"newer" == kept.read_bytes()


def test_without_an_image_or_a_place_to_keep_it_nothing_happens(settings: Settings, tmp_path: Path) -> None:
    settings.porchlight_var.write_bytes(b"a file is no folder")

    assert 0 == use_warm_cache(settings)
    assert 0 == use_warm_cache(Settings.model_construct(porchlight_home=tmp_path, porchlight_var=tmp_path))
