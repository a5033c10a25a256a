"""The form "tell me when", and the page behind its letter where the wish is taken back."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.domain.date_formats import month_words
from catalog.forms import field_of
from catalog.models import City, Course
from catalog.models.course import name_for
from enrollment.domain import consents, interests
from enrollment.forms.contact_form import ContactForm, as_typed
from enrollment.forms.fields import SeatsField
from enrollment.models import Interest
from enrollment.models.contact import CONTACT
from enrollment.models.interest import MOST_SEATS
from enrollment.views.too_fast import too_fast, with_wait

MONTHS_AHEAD = 18


class InterestForm(ContactForm):
    city = forms.ChoiceField(label=gettext_lazy("城市"), required=False)
    month = forms.ChoiceField(label=gettext_lazy("月份"), required=False)
    seats = SeatsField(
        label=gettext_lazy("大约几人"),
        min_value=1,
        max_value=MOST_SEATS,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("请填写大约几人，例如 3。"),
            "invalid": gettext_lazy("人数请写成数字，例如 3。"),
            "min_value": gettext_lazy("人数至少为 1。"),
            "max_value": gettext_lazy("人数最多 500；更多人请联系我们安排内训。"),
        },
    )
    hints = {"contact_email": gettext_lazy("填写后，开班时写信告诉您；不填我们打电话。")}
    field_order = ["city", "month", "seats"]

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.cities = {city.slug: city for city in City.objects.all()}
        self.months = {f"{month:%Y-%m}": month for month in months_from(today)}
        anywhere, anytime = gettext("哪个城市都可以"), gettext("哪个月都可以")
        field_of(self, "city", forms.ChoiceField).choices = [
            ("", anywhere),
            *((slug, name_for(city)) for slug, city in self.cities.items()),
        ]
        field_of(self, "month", forms.ChoiceField).choices = [
            ("", anytime),
            *((key, month_words(month)) for key, month in self.months.items()),
        ]

    def details(self) -> interests.InterestDetails:
        data = self.cleaned_data
        names = ("seats", *CONTACT)
        return interests.InterestDetails(
            city=self.cities.get(data["city"]),
            month=self.months.get(data["month"]),
            **{name: data[name] for name in names},
        )


def months_from(today):
    """The first days of this month and those that follow."""
    first = today.year * 12 + today.month - 1
    for number in range(first, first + MONTHS_AHEAD):
        yield today.replace(year=number // 12, month=number % 12 + 1, day=1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
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
def wish(request, code):
    """Take the wish back; the page shows nothing of who made it."""
    found = get_object_or_404(Interest.objects.select_related("course", "city"), code=code)
    if request.method == "POST":
        interests.take_back(found, now=timezone.now())
        return render(request, "enrollment/wish.html", {"gone": True})
    return render(request, "enrollment/wish.html", {"interest": found})
