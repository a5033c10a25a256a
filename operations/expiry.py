"""Which backups have had their time; pure, so that the rule can be tried on any list of moments."""

from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta


def expired(
    moments: Iterable[datetime], *, now: datetime, days: int, weeks: int, months: int
) -> set[datetime]:
    """Return the moments that no rule keeps.

    Kept is everything of the last ``days`` days, the newest of each of the last ``weeks`` weeks
    and of the last ``months`` months that have one, and always the newest of all.
    """
    newest_first = sorted(moments, reverse=True)
    kept = {moment for moment in newest_first if now - moment < timedelta(days=days)}
    kept |= first_of_each(newest_first, lambda moment: moment.isocalendar()[:2], most=weeks)
    kept |= first_of_each(newest_first, lambda moment: (moment.year, moment.month), most=months)
    return set(newest_first[1:]) - kept


def first_of_each(moments: list[datetime], period, *, most: int) -> set[datetime]:
    """Return the first moment of each of the first ``most`` periods that occur."""
    first: dict[Hashable, datetime] = {}
    for moment in moments:
        first.setdefault(period(moment), moment)
    return set(list(first.values())[:most])
