"""Dates of the back office: no line ends within one, and nothing else of the text changes."""

import pytest
from django.utils.html import format_html

from catalog.views.whole_dates import whole_dates


def whole(text: str) -> str:
    return f'<span class="whole">{text}</span>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("昆明 · 2026-12-05 – 12-06", f"昆明 · {whole('2026-12-05 – 12-06')}"),
        ("昆明 · 2026-12-30 – 2027-01-02", f"昆明 · {whole('2026-12-30 – 2027-01-02')}"),
        ("占位至 12-02 13:48", f"占位至 {whole('12-02 13:48')}"),
        ("2027-04", whole("2027-04")),
        ("0871-6000-0207", "0871-6000-0207"),
        ("KK-12-05", "KK-12-05"),
        ("A & B <b>", "A &amp; B &lt;b&gt;"),
    ],
)
def test_a_date_is_one_piece(text, shown):
    assert whole_dates(text) == shown


def test_addresses_of_links_stay_as_they_are():
    link = format_html('<a href="/x/?day={}">{}</a>', "2026-12-05", "2026-12-05")

    assert whole_dates(link) == f'<a href="/x/?day=2026-12-05">{whole("2026-12-05")}</a>'
