from django import template
from django.utils import timezone

from enrollment.queries import dashboard, overdue

register = template.Library()


@register.simple_tag(takes_context=True)
def piles(context) -> list[dashboard.Pile]:
    """What waits for the person who reads this page."""
    return dashboard.desk(context["request"].user, now=timezone.now())


@register.simple_tag(takes_context=True)
def left_undone(context) -> list[overdue.Late]:
    """What is overdue, for whoever looks after enrollments."""
    if not context["request"].user.has_perm("enrollment.view_enrollment"):
        return []
    return overdue.late(now=timezone.now())
