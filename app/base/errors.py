"""What Porchlight raises when its caller can act on it. Staff mistakes in files are problems, never exceptions."""

from __future__ import annotations

from collections.abc import Sequence


class PorchlightError(Exception):
    """Porchlight could not do that. See the message for what to change."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class SettingsError(PorchlightError):
    """Porchlight cannot start with these settings. Correct them in the environment or in .env."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
        """One line each, without the value that was wrong: it may be a secret."""


class LaunchError(PorchlightError):
    """Porchlight could not be started. The message says what is in the way."""


class ValkeyError(LaunchError):
    """No Redis could be reached or started. Set REDIS_URL, or install redis-server or valkey-server."""
