"""Years read from stated dates, which may be a day, a month or only a year."""


def year_of(date: str | None) -> int | None:
    """Year of an ISO 8601 date of any precision; None where there is none."""
    return int(date[:4]) if date and date[:4].isdecimal() else None
