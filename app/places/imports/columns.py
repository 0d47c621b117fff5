"""Which column of a stranger's sheet is which field of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

_NAMES: dict[str, str] = {
    "name": "name organization_name organisation_name organization organizati org_name agency agency_name site site_name "
    "location_name facility facility_name program program_name provider place title pharmacy pharmacy_name nombre lugar",
    "address": "address address_1 address1 address_line_1 street street_address streetaddress location_address addr "
    "full_address site_address address_po address_full direccion calle",
    "city": "city town locality municipality municipali ciudad municipio",
    "state": "state state_province province region st estado provincia",
    "postal_code": "zip zipcode zip_code zip5 postal postal_code postalcode postcode postal_cod codigo_postal",
    "country": "country country_code pais",
    "latitude": "latitude lat y ycoord y_coord lat_dd latitud",
    "longitude": "longitude lon lng long x xcoord x_coord lon_dd longitud",
    "phone": "phone phone_number phonenumber telephone tel contact_phone main_phone telefono",
    "hours": "hours opening_hours hours_of_operation open_hours business_hours schedule days_hours horario horas",
    "services": "services service resource_category category categories type service_type resource_type servicios",
    "kind": "kind site_kind site_type",
    "cost": "cost fees fee price costo",
    "needs_id": "needs_id id_required requires_id",
    "minimum_age": "minimum_age min_age age",
    "languages": "languages language languages_spoken idiomas",
    "accessible": "accessible accessibility wheelchair wheelchair_accessible ada",
    "notes": "notes notes_en note directions comments instructions notas",
    "notes_es": "notes_es notas_es",
    "serves": "serves states_served",
    "zone": "zone timezone time_zone tz",
    "source_id": "source_id id objectid object_id fid globalid external_id site_id location_id record_id unique_id",
    "porchlight_id": "porchlight_id",
    "demo": "demo",
}
FIELDS = tuple(_NAMES)
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}
# The more telling of two columns that could be the same field comes first in its list.
_RANK = {name: rank for names in _NAMES.values() for rank, name in enumerate(names.split())}


class Mapped(msgspec.Struct, frozen=True):
    """Field -> column, and what is not clear yet."""

    columns: dict[str, str]
    unclear: tuple[str, ...]
    """Fields that are needed and have no column."""
    unused: tuple[str, ...]
    """Columns that are not read."""


def plain(name: str) -> str:
    """A column's name in small letters with underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def match(columns: Iterable[str], *, given: Mapping[str, str] | None = None) -> Mapped:
    """The columns by name, those that were given first; two candidates for one field leave the better known one."""
    columns = [column for column in columns if column]
    chosen = {field: column for field, column in (given or {}).items() if column in columns and field in _NAMES}
    for column in sorted(columns, key=lambda one: _RANK.get(plain(one), 99)):
        field = _FIELD_OF.get(plain(column))
        if field and field not in chosen and column not in chosen.values():
            chosen[field] = column
    unclear = [field for field in ("name",) if field not in chosen]
    if "address" not in chosen and not {"latitude", "longitude"} <= set(chosen):
        unclear.append("address")
    unclear += [field for field in ("latitude", "longitude") if field not in chosen]
    used = set(chosen.values())
    return Mapped(chosen, tuple(unclear), tuple(column for column in columns if column not in used))


def apply(values: Mapping[str, str], mapped: Mapping[str, str]) -> dict[str, str]:
    """A row's values under our names."""
    return {field: values.get(column, "") for field, column in mapped.items()}


def fingerprint(columns: Iterable[str]) -> str:
    """The same for the same columns in any order: under this a mapping is kept."""
    return ",".join(sorted(plain(column) for column in columns if column))
