"""A choice of columns for lists that leave as files, kept by name for its owner or everybody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExportLayoutQuerySet(models.QuerySet):
    def seen_by(self, user):
        """One's own, and what colleagues share."""
        return self.filter(Q(owner=user) | Q(shared=True))


class ExportLayout(models.Model):
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("谁的")
    )
    listing = models.CharField(_("每行一个"), max_length=12)  # a key of enrollment.queries.exports
    name = models.CharField(_("名称"), max_length=40)
    columns = models.JSONField(_("列"), default=list)  # keys of its fields, in order
    shared = models.BooleanField(_("同事也能用"), default=False)

    objects = ExportLayoutQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "导出的列")
        verbose_name_plural = pgettext_lazy("many", "导出的列")
        default_permissions = ()  # whoever may export may keep what they chose
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "listing", "name"], name="export_layout_has_a_name_of_its_own"
            )
        ]

    def __str__(self):
        return self.name
