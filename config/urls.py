"""Chinese at the root, English below /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from catalog.views.converters import CodeConverter

register_converter(CodeConverter, "code")

urlpatterns = [
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("enrollment.urls")),
        path("", include("catalog.urls")),
        prefix_default_language=False,
    ),
]
