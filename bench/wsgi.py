"""The site as it is in production, with one address more: a view that does nothing."""

from django.http import HttpResponse
from django.urls import path

from config import urls
from config.wsgi import application

__all__ = ["application"]

urls.urlpatterns.insert(0, path("empty/", lambda request: HttpResponse("empty")))
