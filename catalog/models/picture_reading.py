"""A photo or scan of an outline on its way to becoming text."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReadingState(models.TextChoices):
    WAITING = "waiting", _("等待识别")
    READING = "reading", _("正在识别")
    READ = "read", _("已识别")
    REFUSED = "refused", _("没有识别")


UNDERWAY = [ReadingState.WAITING.value, ReadingState.READING.value]
ENDED = [ReadingState.READ.value, ReadingState.REFUSED.value]


class PictureReadingQuerySet(models.QuerySet["PictureReading"]):
    def underway(self) -> "PictureReadingQuerySet":
        """Neither read nor refused yet."""
        return self.filter(state__in=[ReadingState.WAITING, ReadingState.READING])


class PictureReading(models.Model):
    """One uploaded picture: who waits for it, how far it is, and what came of it.

    The text goes into the OutlineDraft of the same token; ``intake`` is the report on it, and
    ``typed`` is what stood in the form beside the picture.
    """

    token = models.CharField(max_length=32, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("课程"),
    )
    base = models.PositiveIntegerField(_("从第几版开始"), default=0)  # 0: no version yet
    name = models.CharField(_("文件名"), max_length=255)
    data = models.BinaryField(_("图片"))
    typed = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        _("状态"), max_length=8, choices=ReadingState.choices, default=ReadingState.WAITING
    )
    asked_at = models.DateTimeField(_("上传时间"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    claims = models.PositiveSmallIntegerField(default=0)  # how often somebody began to read it
    ended_at = models.DateTimeField(_("结束"), null=True, blank=True)
    found = models.PositiveIntegerField(_("找到的行"), null=True, blank=True)
    recognised = models.PositiveIntegerField(_("认出的行"), default=0)
    refusal = models.JSONField(default=dict, blank=True)  # template and params, in no language
    intake = models.JSONField(_("读入报告"), default=dict, blank=True)

    objects = PictureReadingQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "图片识别")
        verbose_name_plural = pgettext_lazy("many", "图片识别")
        ordering = ["asked_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["user", "course"], name="picture_reading_of_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state=ReadingState.READING.value),
                name="one_picture_is_read_at_a_time",
            ),
            models.CheckConstraint(
                name="picture_reading_state_is_known",
                condition=Q(state__in=ReadingState.values),
            ),
            models.CheckConstraint(
                name="picture_reading_ended_or_underway",
                condition=Q(state__in=UNDERWAY, ended_at__isnull=True)
                | Q(state__in=ENDED, ended_at__isnull=False, data=b""),
            ),
            models.CheckConstraint(
                name="picture_reading_is_claimed_once_begun",
                condition=Q(state=ReadingState.WAITING.value, claimed_at__isnull=True)
                | Q(
                    state__in=[ReadingState.READING.value, ReadingState.READ.value],
                    claimed_at__isnull=False,
                )
                | Q(state=ReadingState.REFUSED.value),
            ),
            models.CheckConstraint(
                name="no_more_lines_recognised_than_found",
                condition=Q(recognised=0) | Q(found__isnull=False, recognised__lte=F("found")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
