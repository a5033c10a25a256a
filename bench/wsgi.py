"""The site as it is in production, with one address more: a view that does nothing."""

from django.http import HttpResponse
from django.urls import get_resolver, path

from config.wsgi import application

__all__ = ["application"]

get_resolver().url_patterns.insert(0, path("empty/", lambda request: HttpResponse("empty")))
