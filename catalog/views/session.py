from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from catalog.models import Session


def session(request, public_id):
    found = get_object_or_404(Session.objects.public().with_names(), public_id=public_id)
    context = {"session": found, "course": found.course, "today": timezone.localdate()}
    return render(request, "catalog/session.html", context)
