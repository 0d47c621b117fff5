"""Works out beforehand what a process would work out at its first start: the release, what is learnt from phrases, the map."""

from __future__ import annotations

import shutil

from app.config.settings import Settings

PREPARED = "prepared"
"""Beside the code in an image: what was worked out when it was built."""


def warm_cache(settings: Settings) -> str:
    """`var/cache` holds all that is derived from flows, content and phrases; returns the release's id."""
    from app.line.runtime import compiled_release_of

    return compiled_release_of(settings).release.id


def use_warm_cache(settings: Settings) -> int:
    """How many files that came prepared with the image were missing in `var/cache` and are there now.

    Without them the first minute after a new image understands by words and rules alone, until it has learnt again.
    """
    shipped, cache = settings.porchlight_home / PREPARED / "cache", settings.porchlight_var / "cache"
    taken = 0
    for file in shipped.rglob("*"):
        wanted = cache / file.relative_to(shipped)
        if file.is_dir() or wanted.exists():
            continue
        try:
            wanted.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, wanted)
        except OSError:
            return taken  # nothing can be kept there: everything is worked out anew, as without an image
        taken += 1
    return taken
