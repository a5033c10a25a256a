"""The outline of a course in English, beside the version that is sold."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EnglishOutline(models.Model):
    """A translation that staff pasted; ``items`` is derived from ``source`` whenever it is saved.

    Parties agree to the version in the course's own language (``outline`` says which it was made
    of), so the translation may be mended at any time.
    """

    course = models.OneToOneField(
        "catalog.Course",
        on_delete=models.CASCADE,
        related_name="english_outline",
        verbose_name=_("课程"),
    )
    source = models.TextField(_("英文大纲"))
    # Lists of depth, kind, label, title, implied, in order: as rows of OutlineItem.
    items = models.JSONField(default=list, editable=False)
    outline = models.ForeignKey(
        "catalog.Outline",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("译自"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("保存人"),
    )
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "英文大纲")
        verbose_name_plural = pgettext_lazy("many", "英文大纲")
        ordering = ["course"]

    def __str__(self) -> str:
        return str(self.course)
