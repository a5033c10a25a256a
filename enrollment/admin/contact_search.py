"""What staff look for by name or telephone, cleaned as it was when it was kept."""

import re

from django.contrib import admin

from catalog.text import inbound
from enrollment.people.phones import PhoneInvalid, normalise

NUMBER = re.compile(r"[\d\s+()（）.\-–—转]{7,}")


class ContactSearch(admin.ModelAdmin):
    """For lists of whatever has a contact: 0086-139-0000-0001 finds 13900000001."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, as_stored(search_term))


def as_stored(text: str) -> str:
    """The text as the fields of contacts keep it; a telephone number is written one way."""
    plain = inbound.plain(text)
    if NUMBER.fullmatch(plain):
        try:
            return normalise(plain)
        except PhoneInvalid:
            return plain
    return " ".join(inbound.parted(inbound.name(word)) for word in text.split())
