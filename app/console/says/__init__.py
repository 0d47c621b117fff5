"""What the line says: its flows, a search over all texts, each page as a phone shows it, and what is added to them."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.roles import Role
from app.console.says.choices import add_choice, take_choice_out
from app.console.says.pages import add_page, change_form, page_form, rename_page, take_page_out
from app.console.says.show import node, says
from app.console.says.topics import add_topic, topic_form

AREA = StaffArea(
    "says",
    "/says",
    (
        shows("/says", says),
        shows("/says/{node}", node),
        does("/says/{node}/choice", add_choice, role=Role.EDITOR),
        does("/says/{node}/choice/{number}/take-out", take_choice_out, role=Role.EDITOR),
        shows("/pages/new", page_form, role=Role.EDITOR),
        does("/pages/new", add_page, role=Role.EDITOR),
        shows("/says/{node}/change", change_form, role=Role.EDITOR),
        does("/says/{node}/rename", rename_page, role=Role.EDITOR),
        does("/says/{node}/take-out", take_page_out, role=Role.EDITOR),
        shows("/topics/new", topic_form, role=Role.EDITOR),
        does("/topics/new", add_topic, role=Role.EDITOR),
    ),
)
