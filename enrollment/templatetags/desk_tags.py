from django import template
from django.utils import timezone

from enrollment import desk

register = template.Library()


@register.simple_tag(takes_context=True)
def piles(context) -> list[desk.Pile]:
    """What waits for the person who reads this page."""
    return desk.desk(context["request"].user, now=timezone.now())
