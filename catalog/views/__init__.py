"""The public pages; each reads, none writes, none sets a cookie."""

from catalog.views.categories import category
from catalog.views.cities import cities, city
from catalog.views.compare import compare
from catalog.views.course_pages import course, course_list
from catalog.views.grid import schedule
from catalog.views.preview import preview
from catalog.views.robots import robots, sitemap
from catalog.views.search import search_page, suggest
from catalog.views.sessions import session
from catalog.views.site import accessibility, home
from catalog.views.style import style, style_schemes

__all__ = [
    "accessibility",
    "category",
    "cities",
    "city",
    "compare",
    "course",
    "course_list",
    "home",
    "preview",
    "robots",
    "schedule",
    "search_page",
    "session",
    "sitemap",
    "style",
    "style_schemes",
    "suggest",
]
