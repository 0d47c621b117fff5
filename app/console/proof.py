"""Proof, given now, that whoever presses is who signed in."""

from __future__ import annotations

from app.console.not_done import NotDone
from app.console.staff_request import StaffRequest

PROOF, CODE = "proof", "code"
"""Fields of a form: what a passkey signed, or the code of an app. `{% include "proof.html" %}` puts them there."""


def fresh_proof(asked: StaffRequest, *, about: str = "") -> str:
    """The name of the passkey or app with which this person has just shown who they are, for `about` and nothing else.

    `about` is that of the form (`proof_about` where proof.html is included). Raises NotDone where there is no account or
    no proof, and PasskeyError, CodeError or TooManyTriesError where it does not fit.
    """
    if not asked.staff.account:
        raise NotDone("proof_needs_account", status=403, to="/staff/people")
    access = asked.services.access
    signed, code = asked.form.text(PROOF), asked.form.text(CODE, most=40)
    if signed:
        return access.passkeys.prove(asked.staff, signed, about)
    if code:
        return access.passwords.prove(asked.staff, code)
    raise NotDone("proof_missing", status=403)
