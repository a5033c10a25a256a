"""Lists that are made into files behind the scenes: one that was asked for, and one that recurs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enrollment.models.export_layout import ExportLayout


class ExportForm(models.TextChoices):
    XLSX = "xlsx", "Excel"
    CSV = "csv", "CSV"


class ExportState(models.TextChoices):
    DUE = "due", _("排队中")
    MAKING = "making", _("正在生成")
    READY = "ready", _("可以下载")
    FAILED = "failed", _("没有生成")
    GONE = "gone", _("已删除")


class Rhythm(models.TextChoices):
    DAY = "day", _("每天早上")
    WEEK = "week", _("每周一早上")
    MONTH = "month", _("每月一日早上")


class ExportFile(models.Model):
    """``ids`` are the rows of the list as it was when it was asked for, until the file is made."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("谁的")
    )
    listing = models.CharField(_("每行一个"), max_length=12)
    form = models.CharField(_("文件"), max_length=4, choices=ExportForm.choices)
    columns = models.JSONField(_("列"), default=list)
    ids = models.JSONField(default=list)
    reason = models.CharField(_("用途"), max_length=100)
    language = models.CharField(_("语言"), max_length=12)
    state = models.CharField(
        _("状态"), max_length=10, choices=ExportState.choices, default=ExportState.DUE
    )
    rows = models.PositiveIntegerField(_("行数"))
    rows_made = models.PositiveIntegerField(_("已生成的行"), default=0)
    name = models.CharField(_("文件名"), max_length=120)
    file = models.FileField(_("文件"), upload_to="exports", max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("大小"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(_("提出时间"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(_("生成时间"), null=True, blank=True)
    expires_at = models.DateTimeField(_("保留至"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "导出的文件")
        verbose_name_plural = pgettext_lazy("many", "导出的文件")
        default_permissions = ()  # only who asked for a file sees it
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="export_file_state_is_known", condition=Q(state__in=ExportState.values)
            ),
            models.CheckConstraint(
                name="export_file_form_is_known", condition=Q(form__in=ExportForm.values)
            ),
            models.CheckConstraint(
                name="export_file_that_is_ready_expires",
                condition=~Q(state=ExportState.READY) | Q(expires_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def percent(self) -> int:
        return min(100 * self.rows_made // self.rows, 100) if self.rows else 100

    @property
    def is_underway(self) -> bool:
        return self.state in (ExportState.DUE, ExportState.MAKING)


class ExportSchedule(models.Model):
    """A layout, filters and a rhythm: a file appears among its owner's downloads by itself."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("谁的")
    )
    layout = models.ForeignKey(
        ExportLayout, on_delete=models.CASCADE, related_name="schedules", verbose_name=_("列")
    )
    query = models.CharField(_("筛选"), max_length=1000, blank=True)
    form = models.CharField(_("文件"), max_length=4, choices=ExportForm.choices)
    rhythm = models.CharField(_("什么时候"), max_length=5, choices=Rhythm.choices)
    reason = models.CharField(_("用途"), max_length=100)
    language = models.CharField(_("语言"), max_length=12)
    next_at = models.DateTimeField(_("下次"))

    class Meta:
        verbose_name = pgettext_lazy("one", "按时导出")
        verbose_name_plural = pgettext_lazy("many", "按时导出")
        default_permissions = ()
        ordering = ["next_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="export_schedule_rhythm_is_known", condition=Q(rhythm__in=Rhythm.values)
            ),
            models.CheckConstraint(
                name="export_schedule_form_is_known", condition=Q(form__in=ExportForm.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layout} · {self.get_rhythm_display()}"
