"""Text of an outline that somebody typed and has not saved as a version yet."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutlineDraftQuerySet(models.QuerySet["OutlineDraft"]):
    def open(self) -> Self:
        """Neither saved as a version nor thrown away."""
        return self.filter(ended_at=None)


class OutlineDraft(models.Model):
    """One page of the editor: who typed it, at which course, and from which version it began.

    A draft that was saved as a version stays as a row without text, so that a copy of it that
    arrives late is not taken for newer work.
    """

    token = models.CharField(max_length=32, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("课程"),
    )
    base = models.PositiveIntegerField(_("从第几版开始"), default=0)  # 0: no version yet
    text = models.TextField(_("文字"), blank=True)
    typed_at = models.DateTimeField(_("最后输入"))
    ended_at = models.DateTimeField(_("结束"), null=True, blank=True)

    objects = OutlineDraftQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "大纲草稿")
        verbose_name_plural = pgettext_lazy("many", "大纲草稿")
        ordering = ["-typed_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["user", "course"], name="outline_draft_of_user")]
        constraints = [
            models.CheckConstraint(
                name="outline_draft_that_ended_has_no_text",
                condition=Q(ended_at__isnull=True) | Q(text=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_id or ''} {self.base}"
