"""A password with an app, for phones without passkeys; and recovery codes, shown once."""

from __future__ import annotations

from markupsafe import Markup
from starlette.responses import Response

from app.console.fresh import lately
from app.console.me.of_account import own_account
from app.console.page import go, page
from app.console.staff_request import StaffRequest

_ISSUER = "Porchlight"


def show(asked: StaffRequest) -> Response:
    """The form, with a new secret for the app as a picture and as letters."""
    lately(asked)
    own_account(asked)
    return _form(asked, asked.services.access.passwords.new_secret())


def _form(asked: StaffRequest, secret: str) -> Response:
    import segno
    from pyotp import TOTP

    address = TOTP(secret).provisioning_uri(name=asked.staff.name, issuer_name=_ISSUER)
    picture = segno.make(address, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return page(asked, "password.html", secret=secret, picture=Markup(picture))  # noqa: S704 - made by segno of our own text


def keep(asked: StaffRequest) -> Response:
    """They sign in with this password and this app as well."""
    lately(asked)
    own_account(asked)
    asked.services.access.passwords.keep(
        asked.staff, password=asked.form.text("password", most=1000), secret=asked.form.text("secret", most=64),
        code=asked.form.text("code", most=40),
    )  # fmt: skip
    return go(asked, "/staff/me", "password_set")


def take_out(asked: StaffRequest) -> Response:
    """They sign in with passkeys alone."""
    lately(asked)
    done = asked.services.access.passwords.take_out(asked.staff)
    return go(asked, "/staff/me", "password_out" if done else "last_way_in", well=done)


def codes(asked: StaffRequest) -> Response:
    """New recovery codes, shown this once."""
    lately(asked)
    own_account(asked)
    return page(asked, "codes.html", codes=asked.services.access.passwords.new_codes(asked.staff))
