"""What all features together declare leaves nothing out."""

from __future__ import annotations

from importlib.util import find_spec

from app.engine.effects import FeatureEffect
from app.features import FEATURES
from app.features.registry import Records
from app.store import tables


def test_every_effect_of_a_feature_is_performed_by_one() -> None:
    asked = {one for one in FeatureEffect.__subclasses__() if one.__module__.startswith("app.")}

    assert asked == set(Records().performs)


def test_every_sealed_closed_and_named_column_there_is_follows_a_change_of_keys() -> None:
    records = Records()
    columns = {(table.name, column.name) for table in tables.metadata.sorted_tables for column in table.columns}
    boxes = {(table, name) for table, name in columns if name.endswith(("_sealed", "_closed"))}

    assert boxes == {(one.table, one.column) for one in (*records.sealed, *records.closed)}
    assert {(one.table, one.column) for one in records.named} <= columns


def test_a_feature_is_named_like_its_folder_and_only_once() -> None:
    names = [feature.name for feature in FEATURES]

    assert len(set(names)) == len(names)
    for feature in FEATURES:
        # One that keeps nothing has the record that does nothing.
        assert feature.record.__module__ in (f"app.features.{feature.name}", "app.features.feature")
        assert find_spec(f"app.features.{feature.name}")
