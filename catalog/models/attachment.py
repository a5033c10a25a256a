"""A file that belongs to one item of a course's outline: a template, a handout."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models.session import new_public_id
from catalog.text.codes import stored_name


def stored_as(attachment, name: str) -> str:
    return stored_name("attachments", name)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def public(self) -> Self:
        return self.filter(for_enrolled=False)


class Attachment(models.Model):
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.CASCADE,
        related_name="attachments",
        verbose_name=_("课程"),
    )
    # OutlineItem.key: the same line in every version of the outline.
    item_key = models.CharField(_("条目"), max_length=16)
    name = models.CharField(_("名称"), max_length=120, blank=True)
    file = models.FileField(_("文件"), upload_to=stored_as)
    size = models.PositiveBigIntegerField(_("大小"), default=0, editable=False)  # bytes
    for_enrolled = models.BooleanField(
        _("仅限已报名"), default=False, help_text=_("勾选后只在已报名者的专用页上提供下载。")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "条目资料")
        verbose_name_plural = pgettext_lazy("many", "条目资料")
        ordering = ["course", "pk"]

    def __str__(self) -> str:
        return self.name
