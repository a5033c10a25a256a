from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class EnrollmentConfig(AppConfig):
    name = "enrollment"
    verbose_name = _("报名管理")

    def ready(self):
        from enrollment.views.sign_in import lifetime  # noqa: PLC0415 - once apps are loaded

        user_logged_in.connect(lifetime.begin, dispatch_uid="enrollment.lifetime")


class StaffSiteConfig(admin_apps.AdminConfig):
    default = False
    default_site = "enrollment.views.sign_in.site.StaffSite"
