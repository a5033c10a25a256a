"""A choice of columns for lists that leave as files, kept by name for its owner or everybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enrollment.models.own_choice import OwnChoice


class ExportLayout(OwnChoice):
    listing = models.CharField(_("每行一个"), max_length=12)  # a key of enrollment.queries.exports
    columns = models.JSONField(_("列"), default=list)  # keys of its fields, in order

    class Meta(OwnChoice.Meta):
        abstract = False
        verbose_name = pgettext_lazy("one", "导出的列")
        verbose_name_plural = pgettext_lazy("many", "导出的列")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "listing", "name"], name="export_layout_has_a_name_of_its_own"
            )
        ]
