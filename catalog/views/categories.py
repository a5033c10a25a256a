"""The page of a category: what it is about, its courses, and where and when they run."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from catalog.models import Category
from catalog.queries import sale_terms
from catalog.queries.cached_courses import cached_courses
from catalog.queries.course_cards import cards
from catalog.queries.facets import Selection
from catalog.queries.schedule_grid import Grid, Month
from catalog.views.grid import grid_of
from catalog.views.page_cache import cached_page


@cached_page
def category(request, slug: str):
    found = get_object_or_404(Category.objects.select_related("parent"), slug=slug)
    now = timezone.now()
    today, known = timezone.localdate(now), cached_courses(now=now)
    ids = known.ids(Selection(category=found.slug), "")
    months = _months(today, found, now=now)
    context = {
        "category": found,
        "below": [one for one in found.children.all() if one.slug in known.categories],
        "cards": cards(ids, {}, courses=known, now=now),
        "months": months,
        "questions": sale_terms.questions(category=found),
        "chosen": {"category": found},
    }
    return render(request, "catalog/category.html", context)


def _months(today, category, *, now) -> list[tuple[Grid, list[Month]]]:
    """The year and months to come that have sessions of the category, this year's and the next."""
    found = []
    for year in (today.year, today.year + 1):
        grid = grid_of(year, course=None, category=category, now=now)
        first = today.month if year == today.year else 1
        months = [month for month in grid.months if month.cells and month.number >= first]
        if months:
            found.append((grid, months))
    return found
