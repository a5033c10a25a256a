from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from enrollment.queries import dashboard, overdue

register = template.Library()


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
        fields.append({"name": name, "title": spec.title, "options": options, "said": label})
    return fields


def _options(spec):
    """What can be chosen in one of Django's filters, or in one of ours."""
    if hasattr(spec, "lookup_choices"):
        return spec.lookup_choices
    if choices := spec.field.flatchoices:
        return choices
    return [("1", _("是")), ("0", _("否"))]
