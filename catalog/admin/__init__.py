"""The catalogue in the back office."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin import (
    courses,
    outlines,
    picture_admin,
    reference_data,
    search_upkeep,
    trust_admin,
)

__all__ = [
    "courses",
    "outlines",
    "picture_admin",
    "reference_data",
    "search_upkeep",
    "trust_admin",
]

admin.site.site_header = _("Kaike 开课 后台")
admin.site.site_title = _("Kaike 开课")
admin.site.index_title = _("工作台")
