"""Why something is not done, in the words of the page, with a way on."""

from __future__ import annotations

from app.console.roles import Role


class NotDone(Exception):
    """Nothing was done. `said` names a word of the area (or of all areas); `to` is where the next step is."""

    def __init__(self, said: str, *, status: int = 400, to: str = "/staff", **fill: object) -> None:
        super().__init__(said)
        self.said, self.status, self.to, self.fill = said, status, to, fill


def not_found(to: str = "/staff") -> NotDone:
    """There is no such thing."""
    return NotDone("no_such_page", status=404, to=to)


def needs(role: Role) -> NotDone:
    """Somebody with this role can do it."""
    return NotDone(f"needs_{role.word}", status=403)
