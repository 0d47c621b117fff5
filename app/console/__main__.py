"""`python -m app.console`: the staff console on this machine, until Ctrl-C; prints the link that signs in once.

`python -m app.console link` prints another, for keepers who lost their way in.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from app.base.errors import SettingsError
from app.console.environment import add_env_file, take_config

if TYPE_CHECKING:
    from app.console.access.all_of_it import Access
    from app.console.environment import ConsoleConfig


def main(arguments: list[str]) -> int:
    """Serves until asked to stop, then answers with the exit status."""
    given = set(os.environ)
    add_env_file(os.environ)
    try:
        config = take_config(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if given != set(os.environ):
        # Begun anew: the system shows a process's first environment for as long as it runs.
        os.execve(sys.executable, [sys.executable, "-m", "app.console", *arguments], dict(os.environ))  # noqa: S606 - no shell wanted
    from app.base import parent_watch
    from app.console.opening import open_access, settings_of

    parent_watch.hold()
    settings = settings_of(config)
    access = open_access(settings, config)
    if arguments == ["link"]:
        return _link(access, config)
    from app.base import clock
    from app.console.application import Console
    from app.console.guard import OwnAddress
    from app.console.services import Services
    from app.console.serving import TAKEN, free, serve
    from app.console.sign_in import SignIns

    sign_ins = access.sign_ins if access else SignIns(clock.unshifted, name=config.staff_name)
    services = Services(config.home, sign_ins, access=access, settings=settings if access else None)
    console = Console(services, OwnAddress(config.url))
    if config.listening is not None:
        sign_ins.take_link(config.link)
        serve(console.app, listening=config.listening)
        return 0
    if not free(config.host, config.port):
        print(TAKEN.format(url=config.shown, port=config.port), file=sys.stderr)
        return 0 if access is not None and _link(access, config) == 0 else 1
    if access is None or not settings.production or not access.people.keepers():
        said = f"Staff console, open once within 30 minutes:\n  {config.shown}/staff/enter/{sign_ins.new_link()}"
        print(said, flush=True)
    else:
        print(f"Staff console: {config.shown}/staff", flush=True)
    serve(console.app, host=config.host, port=config.port)
    return 0


def _link(access: Access | None, config: ConsoleConfig) -> int:
    """Prints a link for whoever sits at this machine and cannot get in otherwise."""
    if access is None:
        print("There is no database here, so no link can be kept. Check RELEASES_DATABASE_URL.", file=sys.stderr)
        return 1
    print(f"Open once within 30 minutes:\n  {config.shown}/staff/enter/{access.sign_ins.new_link()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
