"""Every text the program says by itself, put together from the modules that say them."""

from __future__ import annotations

from importlib import import_module

SAYING = (
    "app.engine.actions",
    "app.engine.actions.find_sites",
    "app.engine.actions.forget",
    "app.engine.actions.hand_over",
    "app.engine.actions.report_place",
    "app.engine.actions.start_checkin",
    "app.engine.actions.start_safety_check",
    "app.engine.actions.switch_language",
    "app.engine.actions.timer_on_a_call",
    "app.engine.compiled_release",
    "app.engine.conversation",
    "app.engine.lasting_acts",
    "app.engine.on_call",
    "app.engine.matters.alarm",
    "app.engine.matters.check_in",
    "app.engine.matters.crisis",
    "app.engine.matters.place_question",
    "app.engine.matters.question",
    "app.engine.matters.safety_check",
    "app.engine.matters.steps",
    "app.engine.reading",
    "app.engine.routing",
    "app.engine.text_copy",
    "app.engine.text_from_call",
    "app.features.check_ins.texts",
    "app.features.contacts.texts",
    "app.features.safety_checks.texts",
    "app.line.check_calls",
)
"""Modules with `TEXTS`: the content keys they say. By name, since some share theirs with a function of their package."""

REQUIRED_TEXTS: frozenset[str] = frozenset().union(*(import_module(name).TEXTS for name in SAYING))
"""Content keys that must be written in the default language: without one somebody would get no answer, or no alarm."""
