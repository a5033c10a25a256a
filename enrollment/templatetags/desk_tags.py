from django import template
from django.utils import timezone

from enrollment import desk, lateness

register = template.Library()


@register.simple_tag(takes_context=True)
def piles(context) -> list[desk.Pile]:
    """What waits for the person who reads this page."""
    return desk.desk(context["request"].user, now=timezone.now())


@register.simple_tag(takes_context=True)
def left_undone(context) -> list[lateness.Late]:
    """What is overdue, for whoever looks after enrollments."""
    if not context["request"].user.has_perm("enrollment.view_enrollment"):
        return []
    return lateness.late(now=timezone.now())
