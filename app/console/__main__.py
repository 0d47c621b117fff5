"""`python -m app.console`: the staff console on this machine, until Ctrl-C; prints the link that signs in once."""

from __future__ import annotations

import os
import sys

from app.base.errors import SettingsError
from app.console.environment import take_config


def main() -> int:
    """Serves until asked to stop, then answers with the exit status."""
    given = set(os.environ)
    try:
        config = take_config(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if given != set(os.environ):
        # Begun anew: the system shows a process's first environment for as long as it runs.
        os.execve(sys.executable, [sys.executable, "-m", "app.console"], dict(os.environ))  # noqa: S606 - no shell wanted
    import uvicorn

    from app.base import clock
    from app.console.application import Console
    from app.console.guard import OwnAddress
    from app.console.opening import settings_of
    from app.console.services import Services
    from app.console.sign_in import SignIns

    sign_ins = SignIns(clock.unshifted, name=config.staff_name)
    console = Console(Services(config.home, sign_ins, settings=settings_of(config)), OwnAddress(config.url))
    print(
        f"Staff console, open once within 30 minutes:\n  {config.shown}/staff/enter/{sign_ins.new_link()}",
        flush=True,
    )
    uvicorn.run(
        console.app, host=config.host, port=config.port, access_log=False, log_level="warning", server_header=False,
        date_header=False, proxy_headers=False,
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
