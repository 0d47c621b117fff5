"""Images are pinned to what the registry has, once or again, and nothing else of the files changes."""

from __future__ import annotations

import re

from tools.pin_images import FILES, ROOT, pinned

OLD, NEW = "sha256:" + "a" * 64, "sha256:" + "b" * 64


def test_every_base_image_gets_its_digest_and_a_second_time_the_newer_one() -> None:
    asked: list[str] = []

    def digest(image: str) -> str:
        asked.append(image)
        return OLD if len(asked) < 50 else NEW

    for name in FILES:
        text = (ROOT / name).read_text()
        once = pinned(text, digest)

        assert text == re.sub(r"@sha256:[0-9a-f]{64}", "", once)
        assert once.replace(OLD, NEW) == pinned(once, lambda _image: NEW)
    assert {"postgres:18-bookworm", "valkey/valkey:9-alpine"} & set(asked)
    assert any(image.startswith("python:") for image in asked)


def test_the_lines_own_image_and_a_stage_are_left_alone() -> None:
    text = "  image: porchlight\nCOPY --from=build /a /b\nFROM build\n"

    assert text == pinned(text, lambda _image: OLD)
