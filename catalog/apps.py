from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = _("课程目录")

    def ready(self):
        # Each registers itself once apps are loaded.
        from catalog import checks  # noqa: F401, PLC0415
        from catalog.domain import removals  # noqa: F401, PLC0415
