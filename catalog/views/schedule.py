"""The city × month grid."""

from django.shortcuts import render
from django.utils import timezone

from catalog.forms import CourseFilter
from catalog.models import Category, Session
from catalog.schedule import grid


def schedule(request):
    chosen = CourseFilter(request.GET).chosen
    this_year = timezone.localdate().year
    year = request.GET.get("year", "")
    year = (
        int(year) if year.isascii() and year.isdigit() and 2000 <= int(year) <= 2100 else this_year
    )
    sessions = Session.objects.public().in_year(year).with_names().exclude(state="cancelled")
    if "category" in chosen:
        sessions = sessions.filter(course__category=chosen["category"])
    if slug := request.GET.get("course"):
        sessions = sessions.filter(course__slug=slug[:120])
    context = {
        "grid": grid(sessions, year=year),
        "years": [this_year - 1, this_year, this_year + 1],
        "categories": Category.objects.all(),
        "chosen": chosen,
        "today": timezone.localdate(),
    }
    return render(request, "catalog/schedule.html", context)
