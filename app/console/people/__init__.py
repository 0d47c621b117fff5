"""People of staff, their roles, and the log of who did what."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.people import acts, log
from app.console.roles import Role

AREA = StaffArea(
    "people",
    "/people",
    (
        shows("/people", acts.people),
        shows("/people/log", log.log),
        shows("/people/log.csv", log.export, role=Role.APPROVER),
        does("/people/invite", acts.invite, role=Role.KEEPER),
        does("/people/{person}/role", acts.role, role=Role.KEEPER),
        does("/people/{person}/link", acts.link, role=Role.KEEPER),
        does("/people/{person}/out", acts.take_out, role=Role.KEEPER),
        does("/people/{person}/back", acts.take_back, role=Role.KEEPER),
        does("/people/{person}/end", acts.end_sign_ins, role=Role.KEEPER),
    ),
)
