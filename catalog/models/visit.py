"""How often a short address was opened, by where the link stood; nobody is recognised."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LinkVisit(models.Model):
    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.CASCADE,
        related_name="link_visits",
        verbose_name=_("课程"),
    )
    source = models.CharField(_("推广来源"), max_length=40, blank=True)
    day = models.DateField(_("日期"))
    times = models.PositiveIntegerField(_("次数"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("one", "短链接访问")
        verbose_name_plural = pgettext_lazy("many", "短链接访问")
        ordering = ["-day", "course", "source"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["course", "source", "day"], name="link_visits_are_counted_by_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.source} {self.day}"
