"""What a caller wishes of a place, and whether a site has it: True, False, or None where the list does not say."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.places.hours import openness_of, time_zone
from app.places.hours_words import clock_minutes, is_always
from app.places.place_words import PlaceWords
from app.places.site import Site

_EVENING, _TONIGHT_UNTIL = 20, 23
_DAY_HOURS = range(6, 23)


def has(site: Site, wish: str, now: datetime) -> bool | None:
    """Whether this site has what is wished, as far as the list says."""
    name, _, value = wish.partition(":")
    if name == "kind":
        return site.kind == value
    if name == "language":
        return None if not site.languages or value == "other" else value in site.languages
    if name == "age":
        return None if site.minimum_age is None else site.minimum_age <= int(value)
    if name in ("open", "open_now"):
        return _open(site, value, now)
    if name == "24h":
        return is_always(site.hours) if site.hours else None
    if name == "no_id":
        return None if site.needs_id is None else not site.needs_id
    if name == "wheelchair":
        return site.accessible
    if name == "free":
        return site.cost.strip().lower().startswith(("free", "gratis", "0", "$0")) if site.cost.strip() else None
    if name == "walk_in":
        return (
            True
            if site.kind == "vending_machine"
            else _noted(site, ("walk-in", "walk in", "no appointment", "sin cita"))
        )
    return None


def _noted(site: Site, said: tuple[str, ...]) -> bool | None:
    """True when staff's own sentence says so."""
    notes = " ".join(note.lower() for _, note in site.notes)
    return True if any(words in notes for words in said) else None


def _open(site: Site, when: str, now: datetime) -> bool | None:
    """Whether the site is surely open then; on a day, for an hour of it at least."""
    zone = time_zone(site.zone)
    if zone is None or not site.hours:
        return None
    states = {openness_of(site, now=moment).state for moment in moments(when, now.astimezone(zone))}
    if "open" in states:
        return True
    return False if states == {"closed"} else None


def moments(when: str, local: datetime) -> list[datetime]:
    """The hours that `when` may mean, at the site's own clock; an empty one is now."""
    day, _, clock = when.partition("@")
    start = local.replace(minute=0, second=0, microsecond=0)
    if not when:
        return [local]
    if day == "tonight":
        return [
            local if local.hour >= _EVENING else start.replace(hour=hour) for hour in range(_EVENING, _TONIGHT_UNTIL)
        ][:3]
    if day == "weekend":
        return [moment for number in (5, 6) for moment in moments(str(number), local)]
    if day.startswith("+"):
        then = start + timedelta(days=int(day))
    else:
        then = start + timedelta(days=(int(day) - local.weekday()) % 7)
    if clock:
        hour, minute = (int(part) for part in clock.split(":"))
        return [then.replace(hour=hour, minute=minute)]
    hours = [then.replace(hour=hour) for hour in _DAY_HOURS]
    return [moment for moment in hours if moment >= start] or hours[-1:]


def wish_words(wish: str, words: PlaceWords) -> str:
    """How an answer says the wish back."""
    table = words.wishes
    if wish in table:
        return table[wish]
    name, _, value = wish.partition(":")
    if name == "age":
        return table["age"].format(value)
    day, _, clock = value.partition("@")
    said = table.get(f"open:{day}", table["open_then"])
    if not clock:
        return said
    hour, minute = (int(part) for part in clock.split(":"))
    return f"{said} {table['at'].format(clock_minutes(60 * hour + minute, words=words))}"
