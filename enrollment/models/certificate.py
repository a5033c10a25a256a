"""Certificates, and what a course asks for before one is given."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models.translations import translated
from catalog.text.codes import stored_name

NEEDED_PERCENT = 80  # of all half days


class CertificateLayout(models.TextChoices):
    FRAMED = "framed", _("横版，带边框")
    PLAIN = "plain", _("竖版，简洁")


def seal_stored_as(rules, name: str) -> str:
    return stored_name("seals", name)


class ClassRules(models.Model):
    """A course without a row has the defaults: domain.standings.rules_of gives either."""

    course = models.OneToOneField(
        "catalog.Course",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="class_rules",
        verbose_name=_("课程"),
    )
    needed_percent = models.PositiveSmallIntegerField(
        _("发证要求的出勤（%）"),
        default=NEEDED_PERCENT,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("到和迟到的半天占全部半天的百分比；0 表示不看出勤。"),
    )
    layout = models.CharField(
        _("证书版式"),
        max_length=10,
        choices=CertificateLayout.choices,
        default=CertificateLayout.FRAMED,
    )
    heading = models.CharField(
        _("证书标题"), max_length=40, blank=True, help_text=_("留空为“结业证书”。")
    )
    wording = models.TextField(
        _("证书正文"),
        max_length=600,
        blank=True,
        help_text=_("可用 {姓名}、{课程}、{日期}、{城市}、{天数}；留空用通用的正文。"),
    )
    issuer = models.CharField(
        _("发证单位"), max_length=80, blank=True, help_text=_("留空为本公司的名称。")
    )
    seal = models.FileField(
        _("印章图片"),
        upload_to=seal_stored_as,
        blank=True,
        help_text=_("PNG，背景透明，1 MB 以内。"),
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "结业规则")
        verbose_name_plural = pgettext_lazy("many", "结业规则")
        ordering = ["course_id"]
        constraints = [
            models.CheckConstraint(
                name="class_rules_need_0_to_100_percent",
                condition=Q(needed_percent__gte=0, needed_percent__lte=100),
                violation_error_message=_("出勤要求为 0 至 100。"),
            ),
            models.CheckConstraint(
                name="class_rules_layout_is_known",
                condition=Q(layout__in=CertificateLayout.values),
            ),
        ]

    def __str__(self) -> str:
        return str(self.course)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> Self:
        return self.filter(withdrawn_at=None)


class Certificate(models.Model):
    """What is printed on it is kept as it was printed; withdrawn ones stay.

    Only in English the course is called as it is today: its title was kept in Chinese.
    """

    number = models.CharField(_("证书编号"), max_length=20, unique=True)
    session = models.ForeignKey(
        "catalog.Session",
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("班次"),
    )
    participant = models.ForeignKey(
        "enrollment.Participant",
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("学员"),
    )
    name = models.CharField(_("姓名"), max_length=64)
    course_title = models.CharField(_("课程"), max_length=200)
    attended_percent = models.PositiveSmallIntegerField(_("出勤（%）"))
    issued_at = models.DateTimeField(_("发证时间"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("发证人"),
    )
    withdrawn_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("由哪张代替"),
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "证书")
        verbose_name_plural = pgettext_lazy("many", "证书")
        ordering = ["-pk"]
        default_permissions = ("view", "add", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "session"],
                condition=Q(withdrawn_at=None),
                name="certificate_valid_once_a_participant_and_session",
            ),
            models.CheckConstraint(
                name="certificate_replaced_is_withdrawn",
                condition=Q(replaced_by=None) | Q(withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def course_name(self) -> str:
        """The course in the reader's language while it is still called what was printed."""
        course = self.session.course
        is_same = course.title == self.course_title
        return translated(course, "title") if is_same else self.course_title

    @property
    def is_valid(self) -> bool:
        return self.withdrawn_at is None
