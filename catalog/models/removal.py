"""What other programs had copied and the site has no more: its public name and when it went."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RemovedKind(models.TextChoices):
    COURSE = "course", _("课程")
    SESSION = "session", _("班次")
    CATEGORY = "category", _("课程类别")


class Removal(models.Model):
    """One row for each name, kept for good; ``key`` is a slug, or the public id of a session."""

    kind = models.CharField(_("种类"), max_length=10, choices=RemovedKind.choices)
    key = models.CharField(_("网址名或班次编号"), max_length=120)
    at = models.DateTimeField(_("撤下时间"))

    class Meta:
        verbose_name = pgettext_lazy("one", "撤下记录")
        verbose_name_plural = pgettext_lazy("many", "撤下记录")
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["at"], name="removal_at")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="a_name_goes_once"),
            models.CheckConstraint(
                name="removed_kind_is_known", condition=Q(kind__in=RemovedKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"
