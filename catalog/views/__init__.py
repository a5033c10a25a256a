"""The public pages; each reads, none writes, none sets a cookie."""

from catalog.views.courses import course, course_list
from catalog.views.machine import healthz, readyz, robots, sitemap
from catalog.views.schedule import schedule
from catalog.views.search import search_page
from catalog.views.session import session
from catalog.views.site import accessibility, home, privacy

__all__ = [
    "accessibility",
    "course",
    "course_list",
    "healthz",
    "home",
    "privacy",
    "readyz",
    "robots",
    "schedule",
    "search_page",
    "session",
    "sitemap",
]
