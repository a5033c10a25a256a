"""A question or a request for in-house training: one form, tied to a course where one is named."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.models import Course
from catalog.views.carried_source import carries_source
from enrollment.actions import inquiring
from enrollment.forms.contact_form import as_typed, source_of_link
from enrollment.forms.inquiry_form import InquiryForm
from enrollment.models.inquiry import InquiryKind
from enrollment.views.too_fast import too_fast, with_wait


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@carries_source
def inquiry(request):
    course = course_named(request.GET.get("course", ""))
    if request.method != "POST":
        in_house = request.GET.get("kind") == InquiryKind.IN_HOUSE
        kind = InquiryKind.IN_HOUSE if in_house else InquiryKind.QUESTION
        form = InquiryForm(initial={"kind": kind, "source": source_of_link(request)})
        return _page(request, form, course, done="done" in request.GET)
    form = InquiryForm(request.POST)
    if not form.is_valid():
        return _page(request, form, course, status=422)
    now = timezone.now()
    data = form.cleaned_data
    who = {"phone": data["contact_phone"], "email": data["contact_email"].casefold()}
    about = f"{data['contact_phone']}|{data['text']}"
    if verdict := too_fast(request, form, "inquiry", about=about, **who):
        return with_wait(_page(request, form, course, status=429), verdict)
    said = {name: value for name, value in data.items() if name != "notice_seen"}
    inquiring.ask(said, course, language=get_language() or "zh-hans", now=now)
    return HttpResponseRedirect(f"{reverse('enrollment:inquiry')}?done=1", status=303)


def not_accepted(request):
    """The page for a form whose token was refused."""
    form = InquiryForm(initial=as_typed(InquiryForm, request.POST))
    return _page(request, form, course_named(request.GET.get("course", "")), status=403)


def course_named(slug: str) -> Course | None:
    if not slug.replace("-", "").replace("_", "").isalnum() or len(slug) > 100:
        return None
    return Course.objects.published().filter(slug=slug).first()


def _page(request, form, course, *, status=200, done=False):
    wrong = form.is_bound and form.errors
    context = {"form": form, "course": course, "done": done, "wrong": wrong}
    return render(request, "enrollment/inquiry.html", context, status=status)
