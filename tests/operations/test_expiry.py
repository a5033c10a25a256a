"""Which backups are deleted, on lists of moments as a year of nights leaves them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from operations.expiry import expired

NOW = datetime(2026, 12, 1, 4, tzinfo=UTC)
RULE = {"days": 14, "weeks": 8, "months": 6}


def nights(count):
    return [NOW - timedelta(days=number) for number in range(count)]


def test_two_weeks_are_kept_whole_then_one_a_week_then_one_a_month():
    kept = sorted(set(nights(365)) - expired(nights(365), now=NOW, **RULE), reverse=True)

    assert kept[:14] == nights(14)
    assert len(kept) == 14 + 5 + 4
    assert kept[-1] == datetime(2026, 7, 31, 4, tzinfo=UTC)


def test_nothing_is_older_than_the_rule_says_however_long_the_site_runs():
    oldest = min(set(nights(2000)) - expired(nights(2000), now=NOW, **RULE))

    assert NOW - oldest < timedelta(days=7 * 31)


def test_the_newest_stays_even_when_no_night_has_run_for_years():
    old = [NOW - timedelta(days=3000), NOW - timedelta(days=3001)]

    assert expired(old, now=NOW, days=14, weeks=0, months=0) == {old[1]}


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_running_it_again_deletes_nothing_more(ages):
    moments = {NOW - timedelta(days=age) for age in ages}
    left = moments - expired(moments, now=NOW, **RULE)

    assert expired(left, now=NOW, **RULE) == set()
