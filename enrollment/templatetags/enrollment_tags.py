"""Telephone numbers and names as they may be shown."""

from django import template

from catalog.queries.catalogue import offices
from enrollment.people.phones import masked

register = template.Library()
register.filter("masked", masked)


@register.inclusion_tag("enrollment/partials/telephone.html")
def telephone():
    """The number to call, with who answers there."""
    return {"office": next((office for office in offices() if office.phone), None)}


@register.filter
def masked_name(name: str) -> str:
    """安**: enough to see who is meant, for who knows already."""
    return f"{name[:1]}**"


@register.filter
def masked_mail(address: str) -> str:
    """a***@example.com"""
    box, at, host = address.rpartition("@")
    return f"{box[:1]}***{at}{host}"
