"""The dashboard and the filters of lists, for templates of the back office."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment.queries import dashboard, overdue

register = template.Library()
OF_SESSION = "session__id__exact"


@register.simple_tag(takes_context=True)
def work_lists(context) -> list[dashboard.WorkList]:
    """What waits for the person who reads this page."""
    return dashboard.work_lists(context["request"].user, now=timezone.now())


@register.simple_tag(takes_context=True)
def overdue_items(context) -> list[overdue.OverdueItem]:
    """What is overdue, for whoever looks after enrollments."""
    if not context["request"].user.has_perm("enrollment.view_enrollment"):
        return []
    return overdue.overdue_items(now=timezone.now())


@register.simple_tag(takes_context=True)
def filter_fields(context, cl) -> list[dict]:
    """The filters of a list as fields of a form: a name, its options, and which are chosen."""
    asked = context["request"].GET
    fields = []
    for spec in cl.filter_specs:
        name = getattr(spec, "lookup_kwarg", None) or spec.parameter_name
        chosen = set(asked.getlist(name))
        options = [
            {"value": value, "label": label, "chosen": str(value) in chosen}
            for value, label in _options(spec)
        ]
        label = [option["label"] for option in options if option["chosen"]]
        if set(filter(None, chosen)) - {str(option["value"]) for option in options}:
            label.append(_("已不存在"))  # kept filters outlive a city or a course
        fields.append({"name": name, "title": spec.title, "options": options, "said": label})
    return fields


@register.simple_tag(takes_context=True)
def other_filters(context) -> list[dict]:
    """What narrows the list of enrollments besides its filters: a session, the days of enrolling.

    With ``value`` it is kept by a hidden field: the form of filters has none for it.
    """
    asked, found = context["request"].GET, []
    if number := asked.get(OF_SESSION, ""):
        is_number = number.isascii() and number.isdecimal() and len(number) < 19
        known = Session.objects.with_names().filter(pk=number if is_number else 0).first()
        said = str(known) if known else _("已不存在")
        found.append({"title": _("班次"), "said": said, "name": OF_SESSION, "value": number})
    days = {"created_at__date__gte": _("报名从"), "created_at__date__lte": _("报名到")}
    found += [
        {"title": title, "said": asked[name]} for name, title in days.items() if asked.get(name)
    ]
    return found


def _options(spec):
    """What can be chosen in one of Django's filters, or in one of ours."""
    if hasattr(spec, "lookup_choices"):
        return spec.lookup_choices
    if choices := spec.field.flatchoices:
        return choices
    return [("1", _("是")), ("0", _("否"))]
