"""Places and a list of made-up ones, two of which are set aside."""

from __future__ import annotations

from app.places.site import Site

SITES = [
    Site(
        id=f"s{number}", name=f"Harbor {number}", services=("naloxone",), address=f"{number} Market St", city="Philadelphia",
        state="PA", postal_code="19104", latitude=39.95 + number / 100, longitude=-75.16, phone="215-844-3838",
        hours="Mo-Fr 09:00-17:00; PH off", zone="America/New_York", status="unverified", source="county",
    )
    for number in range(1, 5)
]  # fmt: skip

CSV = """\
Site Name,Street,City,State,Zip,Phone,Hours,Services
North Van,100 Broad St,Philadelphia,PA,19121,215-844-1000,Mon-Fri 9am-5pm,naloxone
South House,200 Broad St,Philadelphia,PA,19146,215-844-2000,9-5,naloxone
Test entry,1 Test St,Philadelphia,PA,19104,,,naloxone
Lost Place,,,,,215-844-3000,,naloxone
"""
