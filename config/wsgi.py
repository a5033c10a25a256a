"""The entry point of the production server."""

from django.core.wsgi import get_wsgi_application

from config.start import load_settings

load_settings()
application = get_wsgi_application()
