"""The console's own settings of the line: where files and releases are, and no secret."""

from __future__ import annotations

from app.config.settings import Settings
from app.console.environment import ConsoleConfig


def settings_of(config: ConsoleConfig) -> Settings:
    """Settings from what `take_config` left of the environment; no `.env`, no secret, none made up."""
    read = Settings(_env_file=None)  # type: ignore[call-arg]
    var = config.home / read.porchlight_var if str(read.porchlight_var) != "." else config.home / "var"
    return read.model_copy(update={"porchlight_home": config.home, "porchlight_var": var})
