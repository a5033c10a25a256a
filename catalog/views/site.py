"""The home page and the pages about the site itself."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone

from catalog.kept import kept
from catalog.listing import open_sessions, with_free_seats
from catalog.models import Category, Testimonial
from catalog.models.course import CourseStatus

ON_THE_BOARD = 6
VOICES = 3


@kept
def home(request):
    today = timezone.localdate()
    enrolling = open_sessions(today=today)
    published = Q(courses__status=CourseStatus.PUBLISHED)
    voices = Testimonial.objects.approved().filter(course__status=CourseStatus.PUBLISHED)
    context = {
        "categories": Category.objects.annotate(n=Count("courses", filter=published)).filter(
            n__gt=0
        ),
        "figures": enrolling.aggregate(
            courses=Count("course", distinct=True),
            cities=Count("city", distinct=True),
            sessions=Count("pk"),
        ),
        "sessions": with_free_seats(enrolling).with_names().order_by("starts_on")[:ON_THE_BOARD],
        "testimonials": voices.select_related("course").order_by("-created_at", "pk")[:VOICES],
        "today": today,
    }
    return render(request, "catalog/home.html", context)


@kept
def privacy(request):
    return render(request, "catalog/privacy.html")


@kept
def accessibility(request):
    return render(request, "catalog/accessibility.html")
