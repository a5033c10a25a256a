"""The site as it is in production, with one address more: a view that does nothing."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.http import HttpResponse
from django.urls import path

from config import urls

urls.urlpatterns.insert(0, path("empty/", lambda request: HttpResponse("empty")))
