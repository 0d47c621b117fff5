"""What a row said and what did not arrive of it: counted, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.places.imports.quarantine import is_without_number
from app.places.site import Site


def losses(site: Site, values: Mapping[str, str]) -> Iterator[str]:
    """A few words for each thing of this row that a caller will not be told, or not as certain."""
    yield from _where(site)
    if not site.zone and site.kind != "mail_order":
        yield "have no time zone: whether they are open is never said"
    if site.hours_raw and not site.hours:
        yield "have hours that can mean two things: shown as written, with 'call first'"
    if not site.services and (values.get("services") or values.get("service_words")):
        yield "have services in words that we do not know"
    for field, found in (("languages", site.languages), ("accessible", site.accessible), ("needs_id", site.needs_id)):
        if values.get(field) and found in ((), None):
            yield f"have a value for {field} that we do not know"
    if values.get("state") and not site.state:
        yield "have a state that we do not know"


def _where(site: Site) -> Iterator[str]:
    if site.approximate:
        yield "have no point: the ZIP code or town says about where"
    if is_without_number(site):
        yield "have an address without a house number"
    if not site.city and site.kind == "building":
        yield "have no city"
    if not site.address and site.kind == "building":
        yield "have no address"
