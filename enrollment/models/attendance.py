"""Who was there: a row for each participant and half day, and what staff noted beside them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Half(models.TextChoices):
    AM = "am", _("上午")
    PM = "pm", _("下午")


class Presence(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "到")
    LATE = "late", _("迟到")
    ABSENT = "absent", _("缺席")


THERE = (Presence.PRESENT, Presence.LATE)


class Way(models.TextChoices):
    STAFF = "staff", _("工作人员点名")
    BADGE = "badge", _("扫胸牌")
    SCREEN = "screen", _("扫屏幕上的码")


class Attendance(models.Model):
    session = models.ForeignKey(
        "catalog.Session",
        on_delete=models.PROTECT,
        related_name="attendance",
        verbose_name=_("班次"),
    )
    participant = models.ForeignKey(
        "enrollment.Participant",
        on_delete=models.PROTECT,
        related_name="attendance",
        verbose_name=_("学员"),
    )
    day = models.DateField(_("日期"))
    half = models.CharField(_("半天"), max_length=2, choices=Half.choices)
    presence = models.CharField(_("出勤"), max_length=7, choices=Presence.choices)
    way = models.CharField(_("怎么签的"), max_length=6, choices=Way.choices, default=Way.STAFF)
    # When the button was pressed, perhaps without a net: of two marks the later press holds.
    tapped_at = models.DateTimeField(_("签到时间"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("点名人"),
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "出勤")
        verbose_name_plural = pgettext_lazy("many", "出勤")
        ordering = ["session_id", "day", "half", "participant_id"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "session", "day", "half"],
                name="attendance_is_marked_once_a_half_day",
            ),
            models.CheckConstraint(
                name="attendance_half_is_known", condition=Q(half__in=Half.values)
            ),
            models.CheckConstraint(
                name="attendance_presence_is_known", condition=Q(presence__in=Presence.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_half_display()} {self.get_presence_display()}"


class ClassNote(models.Model):
    """What staff wrote down in class: somebody who came without a seat, who left early."""

    session = models.ForeignKey(
        "catalog.Session",
        on_delete=models.PROTECT,
        related_name="class_notes",
        verbose_name=_("班次"),
    )
    day = models.DateField(_("日期"))
    half = models.CharField(_("半天"), max_length=2, choices=Half.choices)
    text = models.CharField(_("内容"), max_length=300)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("记录人"),
    )
    created_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = pgettext_lazy("one", "课堂记录")
        verbose_name_plural = pgettext_lazy("many", "课堂记录")
        ordering = ["pk"]
        default_permissions = ()  # who may mark attendance may note

    def __str__(self) -> str:
        return f"{self.day} {self.get_half_display()}"
