"""What was saved on the plan at once, so that it can be taken back at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanChange(models.Model):
    """``steps`` say what was done to each session; undone, they are done backwards.

    Of a change that takes another one back they say which: ``undoes``.
    """

    actor = models.CharField(_("操作人"), max_length=160)
    at = models.DateTimeField(_("时间"))
    steps = models.JSONField(_("变动"), default=list)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "排期变动")
        verbose_name_plural = pgettext_lazy("many", "排期变动")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {len(self.steps)}"

    @property
    def is_undo(self) -> bool:
        """Whether it took another change back; undone itself, that change is done again."""
        return "undoes" in self.steps
