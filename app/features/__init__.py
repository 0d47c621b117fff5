"""Every capability that keeps or sends something, a folder each; whoever must know them all takes this one tuple.

In this order they hear of STOP and FORGET ME and fall due: who was told of a safety check hears that it is over before
the way to them is forgotten, and the opt-out itself is written last, in the same transaction.
"""

from __future__ import annotations

from app.features.check_ins import CHECK_INS
from app.features.contacts import CONTACTS
from app.features.feature import Feature
from app.features.forget_me import FORGET_ME
from app.features.line_alarm import LINE_ALARM
from app.features.opt_out import OPT_OUT
from app.features.place_reports import PLACE_REPORTS
from app.features.programme import PROGRAMME
from app.features.safety_checks import SAFETY_CHECKS
from app.features.text_me import TEXT_ME

FEATURES: tuple[Feature, ...] = (
    FORGET_ME,
    SAFETY_CHECKS,
    CONTACTS,
    CHECK_INS,
    TEXT_ME,
    PLACE_REPORTS,
    PROGRAMME,
    LINE_ALARM,
    OPT_OUT,
)
