"""Every table, one file each; importing this package makes them all known to SQLModel."""

from __future__ import annotations

from sqlmodel import SQLModel

# Pseudonyms for constraints, so that a migration can find on PostgreSQL what it made on SQLite.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

from app.store.tables.checks import CheckInRow, ContactRow, InvitationRow, SafetyCheckRow  # noqa: E402 - tables are made after the convention is set
from app.store.tables.optout import OptOutRow  # noqa: E402
from app.store.tables.outbox import KeyGeneration, OutboxRow, ProviderCopy, SendingMinute, SendingPulse  # noqa: E402
from app.store.tables.place_report import PlaceReportMark, PlaceReportRow, PlaceReportSalt  # noqa: E402
from app.store.tables.promise import PromiseRow  # noqa: E402
from app.store.tables.release_rows import (  # noqa: E402
    ReleaseApproval,
    ReleaseBlob,
    ReleaseDraft,
    ReleaseDraftFile,
    ReleaseLive,
    ReleaseReader,
    ReleaseRow,
    ReleaseTrail,
)
from app.store.tables.site import SiteImport, SiteList, SiteRow  # noqa: E402
from app.store.tables.staff_rows import (  # noqa: E402
    StaffAccount,
    StaffChallenge,
    StaffInvite,
    StaffPasskey,
    StaffRecoveryCode,
    StaffSessionRow,
    StaffTrail,
    StaffTry,
)
from app.store.tables.tally import Tally  # noqa: E402
from app.store.tables.unanswered import UnansweredRow  # noqa: E402

__all__ = [
    "CheckInRow",
    "ContactRow",
    "InvitationRow",
    "KeyGeneration",
    "OptOutRow",
    "OutboxRow",
    "PlaceReportMark",
    "PlaceReportRow",
    "PlaceReportSalt",
    "PromiseRow",
    "ProviderCopy",
    "ReleaseApproval",
    "ReleaseBlob",
    "ReleaseDraft",
    "ReleaseDraftFile",
    "ReleaseLive",
    "ReleaseReader",
    "ReleaseRow",
    "ReleaseTrail",
    "SafetyCheckRow",
    "SendingMinute",
    "SendingPulse",
    "SiteImport",
    "SiteList",
    "SiteRow",
    "StaffAccount",
    "StaffChallenge",
    "StaffInvite",
    "StaffPasskey",
    "StaffRecoveryCode",
    "StaffSessionRow",
    "StaffTrail",
    "StaffTry",
    "Tally",
    "UnansweredRow",
    "metadata",
]

metadata = SQLModel.metadata
