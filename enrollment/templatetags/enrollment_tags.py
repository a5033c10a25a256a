"""Telephone numbers as they may be shown."""

from django import template

from enrollment.phones import masked

register = template.Library()
register.filter("masked", masked)
