"""The form "tell me when", and the page behind its letter where the interest is taken back."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.models import Course
from catalog.views.carried_source import carries_source
from enrollment.domain import consents, interests
from enrollment.forms.contact_form import as_typed
from enrollment.forms.interest_form import InterestForm
from enrollment.models import Interest
from enrollment.views.too_fast import too_fast, with_wait


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@carries_source
def interest(request, slug):
    course = get_object_or_404(Course.objects.published().select_related("category"), slug=slug)
    today = timezone.localdate()
    if request.method != "POST":
        asked = {name: request.GET.get(name, "")[:40] for name in ("city", "month")}
        form = InterestForm(initial=asked, today=today)
        return _page(request, course, form, done="done" in request.GET)
    form = InterestForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, course, form, status=422)
    now = timezone.now()
    data = form.cleaned_data
    who = {"phone": data["contact_phone"], "email": data["contact_email"].casefold()}
    about = f"{course.pk}|{data['city']}|{data['month']}|{data['contact_phone']}"
    if verdict := too_fast(request, form, "interest", about=about, **who):
        return with_wait(_page(request, course, form, status=429), verdict)
    language = get_language() or "zh-hans"
    version = consents.shown(language, now=now)
    interests.note(course, form.details(), language=language, now=now, notice=version)
    return HttpResponseRedirect(f"{request.path}?done=1", status=303)


def not_accepted(request, slug):
    """The page for a form whose token was refused."""
    course = get_object_or_404(Course.objects.published().select_related("category"), slug=slug)
    typed = as_typed(InterestForm, request.POST)
    form = InterestForm(initial=typed, today=timezone.localdate())
    return _page(request, course, form, status=403)


def _page(request, course, form, *, status=200, done=False):
    context = {
        "course": course,
        "form": form,
        "done": done,
        "wrong": form.is_bound and form.errors,
    }
    return render(request, "enrollment/interest.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request, code):
    """Take the interest back; the page shows nothing of who made it."""
    found = get_object_or_404(Interest.objects.select_related("course", "city"), code=code)
    if request.method == "POST":
        interests.take_back(found, now=timezone.now())
        return render(request, "enrollment/wish.html", {"gone": True})
    return render(request, "enrollment/wish.html", {"interest": found})
