"""Somebody's own page: passkeys, password, recovery codes, and where they are signed in."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.me import account, passkey, password
from app.console.roles import Role

AREA = StaffArea(
    "me",
    "/me",
    (
        shows("/me", account.me),
        shows("/me/password", password.show),
        does("/me/password", password.keep, role=Role.READER),
        does("/me/password/out", password.take_out, role=Role.READER),
        does("/me/codes", password.codes, role=Role.READER),
        does("/me/passkey/options", passkey.options, role=Role.READER),
        does("/me/passkey", passkey.make, role=Role.READER),
        does("/me/passkey/{passkey}/out", passkey.take_out, role=Role.READER),
        does("/me/prove", passkey.prove, role=Role.READER),
        does("/me/sign-ins/others/end", account.end_others, role=Role.READER),
        does("/me/sign-ins/{name}/end", account.end_one, role=Role.READER),
    ),
)
