"""Secrets that lie in files, as Docker, systemd and Kubernetes hand them over: `PORCHLIGHT_KEY_FILE=/run/secrets/key`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from dotenv import dotenv_values

from app.base.errors import SettingsError

MOST = 16 * 1024
"""Bytes of the longest secret; whatever is longer is another file."""


def from_files(names: Iterable[str], *, root: Path, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What the files hold that are named by `<SETTING>_FILE`, by setting; a relative name is looked for in `root`.

    Raises SettingsError with every file that cannot be read, and for every secret that is set twice.
    """
    given = {name.upper(): value or "" for name, value in dotenv_values(root / ".env", encoding="utf-8").items()}
    given |= {name.upper(): value for name, value in environment.items() if value or name.upper() not in given}
    found: dict[str, str] = {}
    problems: list[str] = []
    for name in names:
        setting = name.upper()
        path = given.get(f"{setting}_FILE", "").strip()
        if not path:
            continue
        if given.get(setting, "").strip():
            problems.append(f"{setting} and {setting}_FILE are both set. Leave one of them out.")
            continue
        secret, problem = _read(root / path)
        if problem:
            problems.append(f"{setting}_FILE: {path} {problem}.")
        found[name] = secret
    if problems:
        raise SettingsError(problems)
    return found


def _read(path: Path) -> tuple[str, str]:
    """The secret without the line's end, and what is wrong with the file."""
    if not path.exists():
        return "", "is not there"
    if not path.is_file():
        return "", "is not a file"
    try:
        with path.open("rb") as file:
            raw = file.read(MOST + 1)
        secret = raw.decode("utf-8").strip()
    except OSError as error:
        return "", f"cannot be read ({type(error).__name__}); let the user read it whom the line runs as"
    except UnicodeDecodeError:
        return "", "is not text"
    if len(raw) > MOST:
        return "", "is too large for a secret"
    if not secret:
        return "", "is empty"
    if "\n" in secret:
        return "", "has several lines; a secret is one"
    return secret, ""
