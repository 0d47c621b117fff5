"""Any file of staff as it is written, with its mistakes by line, for those who like to see all of it."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.files.known import known
from app.console.files.show import listing, look, show
from app.console.files.write import mend, save
from app.console.roles import Role

MOST_BYTES = 4 * 1024 * 1024

AREA = StaffArea(
    "files",
    "/files",
    (
        shows("/files", listing),
        shows("/files/{path:path}", show),
        shows("/file/known", known),
        does("/file/look/{path:path}", look, role=Role.READER, most=MOST_BYTES),
        does("/file/save/{path:path}", save, role=Role.EDITOR, most=MOST_BYTES),
        does("/file/mend/{path:path}", mend, role=Role.EDITOR, most=MOST_BYTES),
    ),
)
