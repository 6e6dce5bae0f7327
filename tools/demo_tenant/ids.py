"""Ids, dates and choices that come from names, so that every run makes the same tenant.

Nothing here depends on Python's `random`, whose choices may differ between versions.
"""

import hashlib
import uuid

_SEED = "larkfield-1"


def _digest(*parts):
    return hashlib.sha256("\x1f".join((_SEED, *parts)).encode()).digest()


def guid(kind, name):
    """The invented id of an object: version 4 in form, always the same for one kind and name."""
    return str(uuid.UUID(bytes=_digest(kind, name)[:16], version=4))


def number(limit, *parts):
    """A number from 0 up to, not including, `limit`."""
    return int.from_bytes(_digest(*parts)[:8], "big") % limit


def pick(items, *parts):
    return items[number(len(items), *parts)]


def precise(moment, name):
    """`moment` with the seven fractional digits that Conditional Access objects carry."""
    return f"{moment}.{number(10_000_000, 'fraction', moment, name):07d}Z"


def some_day(first_year, last_year, *parts):
    """A working-hours instant to the second, as users and groups carry it."""
    year = first_year + number(last_year - first_year + 1, "year", *parts)
    month = 1 + number(12, "month", *parts)
    day = 1 + number(28, "day", *parts)
    hour = 7 + number(11, "hour", *parts)
    minute, second = number(60, "minute", *parts), number(60, "second", *parts)
    return f"{year}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}Z"
