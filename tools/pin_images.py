"""Writes the digest of every base image beside its version, as the registry has it today: `make pin` (needs docker).

A tag can come to name other bytes; a digest cannot. None stands in the repository, because a digest that nobody has
looked up at the registry and tried is worth nothing.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = ("Dockerfile", "docker-compose.yml")
_IMAGE = re.compile(r"^(\s*(?:FROM|image:)\s+)([a-z0-9./-]+:[A-Za-z0-9._-]+)(@sha256:[0-9a-f]{64})?", re.MULTILINE)


def pinned(text: str, digest_of: Callable[[str], str]) -> str:
    """The file's text with the digest that each image has now, whatever stood there; images without a version stay."""
    return _IMAGE.sub(lambda found: f"{found[1]}{found[2]}@{digest_of(found[2])}", text)


def _asked(image: str) -> str:
    command = ["docker", "buildx", "imagetools", "inspect", image, "--format", "{{.Manifest.Digest}}"]
    digest = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    if not re.fullmatch(r"sha256:[0-9a-f]{64}", digest):
        raise ValueError(f"{image}: the registry named no digest.")
    return digest


def main() -> int:
    """Both files are pinned, or neither."""
    try:
        written = {name: pinned((ROOT / name).read_text(), _asked) for name in FILES}
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"Nothing was pinned: {error}\n")
        return 1
    for name, text in written.items():
        (ROOT / name).write_text(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
