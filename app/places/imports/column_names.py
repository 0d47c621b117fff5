"""How lists name their columns, field by field. The more telling of two names for one field comes first.

Names are compared in small letters without blanks and marks: `Physical Address 1` is `physicaladdress1`.
"""

from __future__ import annotations

NAMES: dict[str, str] = {
    "name": "name location_name site_name public_name facility_name organization_name organisation_name name1 pharmacy_name "
    "program_name agency_name resource_agency_name provider_name org_name site facility pharmacy program agency "
    "organization organizati provider resource_name location place title label nombre lugar nombre_del_lugar",
    "name_2": "name2 dba doing_business_as",
    "address": "address address_1 address1 address_line address_line_1 street_address_1 street_address_line_1 physical_address1 physical_address street1 street street_address "
    "location_address site_address organization_address full_address address_full formatted_address addr address_po mailing_address direccion "
    "calle",
    "address_2": "address_2 address2 address_line_2 street_address_2 street_address_line_2 physical_address2 street2 suite unit apt floor unit_floor suite_unit unit_suite apt_suite addr2 piso",
    "house_number": "addr:housenumber house_number street_number housenumber house_no house_num house_nbr street_no street_num",
    "street_name": "addr:street street_name streetname",
    "city": "city physical_city addr:city town locality municipality municipali town_city ciudad municipio",
    "state": "state physical_state_province physical_state addr:state state_province stateprovince state_abbr st_abbr st province "
    "region addr:province estado provincia",
    "postal_code": "zip zipcode zip_code zip5 physical_postal_code physical_zip addr:postcode postal postal_code postcode "
    "postal_cod zip_postal_code codigo_postal cp",
    "country": "country physical_country addr:country country_code pais",
    "latitude": "latitude lat y ycoord y_coord lat_dd point_y geo_lat latitud gps_latitude",
    "longitude": "longitude lon lng long x xcoord x_coord lon_dd point_x geo_lng longitud gps_longitude",
    "point": "lat_long latlong lat_lon latlng coordinates geolocation location_1 geo_point point georeferenced_location "
    "the_geom coordenadas",
    "phone": "phone phone_number phonenumber phone1 phone1_number main_phone phone_numbers phones contact:phone contact_phone telephone tel "
    "phone_main contact_number office_phone phone_number_business_line hotline phone_number_hotline telefono celular phone2 phone2_number phone_2 intake1 intake_phone",
    "hours": "hours opening_hours hours_of_operation operating_hours open_hours business_hours opening_times days_hours "
    "days_and_hours service_hours days_hours_of_operation hours_open schedule times when_open open_when days_open open_days when_they_are_open when horario horas horario_de_atencion hours_text open_hrs open_hours_text hrs open",
    "services": "services service services_offered services_provided resource_category category categories type "
    "service_type resource_type taxonomy_term taxonomy servicios",
    "service_words": "service_words description agency_description service_description program_description taxonomy_terms keywords tags "
    "what_they_have what_they_offer offers supplies products naloxone_type service_names what",
    "kind": "kind site_kind site_type",
    "cost": "cost fees fee price fee_structure costo",
    "needs_id": "needs_id id_required requires_id",
    "minimum_age": "minimum_age min_age age",
    "languages": "languages language languages_spoken languages_offered languages_available idiomas",
    "accessible": "accessible accessibility wheelchair wheelchair_accessible handicap_accessible ada disabilities_access "
    "ada_accessible",
    "notes": "notes notes_en note directions comments instructions access_instructions notas",
    "notes_es": "notes_es notas_es",
    "serves": "serves states_served",
    "zone": "zone timezone time_zone tz",
    "source_id": "source_id @id osm_id osmid id objectid object_id fid globalid external_id site_id location_id record_id "
    "unique_id resource_agency_num place_id",
    "activity": "agency_status site_status program_status operational_status listing_status activity status",
    "private": "physical_address_is_private address_is_private is_private private confidential confidential_address",
    "closed_now": "permanently_closed temporarily_closed business_status",
    "porchlight_id": "porchlight_id",
    "approximate": "approximate",
    "demo": "demo",
}
SHARED = frozenset({"service_words", "services"})
"""Fields that several columns may tell together."""
DAYS: dict[str, str] = {
    "Monday": "monday mon lunes", "Tuesday": "tuesday tue tues martes", "Wednesday": "wednesday wed miercoles",
    "Thursday": "thursday thu thur thurs jueves", "Friday": "friday fri viernes", "Saturday": "saturday sat sabado",
    "Sunday": "sunday sun domingo",
}  # fmt: skip
"""A column for each day of the week, alone or with `hours` beside it."""
OPENS = ("open", "opens", "openat", "opensat", "opentime", "start", "starttime", "from", "opening", "abre")
CLOSES = ("close", "closes", "closeat", "closesat", "closetime", "end", "endtime", "to", "closing", "cierra")
PREFIXES = (
    "site", "facility", "location", "program", "clinic", "branch", "pantry", "shelter", "pharmacy", "store", "center",
    "centre", "office", "place", "business", "church", "provider", "venue", "resource",
)  # fmt: skip
"""`Site Zip` and `Branch Name` are the ZIP code and the name: such a word in front tells nothing more."""
