"""The home page and the pages about the site itself."""

from django.shortcuts import render
from django.utils import timezone

from catalog.listing import upcoming_sessions
from catalog.models import Category, Office


def home(request):
    today = timezone.localdate()
    sessions = upcoming_sessions(today=today).with_names().filter(starts_on__isnull=False)
    context = {
        "categories": Category.objects.all(),
        "sessions": sessions[:6],
        "offices": Office.objects.all(),
        "today": today,
    }
    return render(request, "catalog/home.html", context)


def privacy(request):
    return render(request, "catalog/privacy.html")


def accessibility(request):
    return render(request, "catalog/accessibility.html")
