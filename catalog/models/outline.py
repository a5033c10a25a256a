"""Versions of a course's outline, and the lines of the tree derived from each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.outline.kinds import KINDS

# The members of this enumeration are the rows of catalog.outline.kinds.
ItemKind = models.TextChoices(  # type: ignore[call-overload]  # the plugin knows the class form only
    "ItemKind", [(kind.code.upper(), (kind.code, _(kind.name))) for kind in KINDS]
)


class Outline(models.Model):
    """One version of a course's outline; a released one never changes (domain.outline_versions).

    ``fields``, ``extras`` and ``doubts`` keep what the reader placed outside the tree, as lists of
    objects in the form of ``parse_outline --format json``; every non-blank line of ``source`` is in
    exactly one of items, fields and extras. A doubt that an editor looked at has ``seen``.
    ``intake`` is the report on what it was made of (catalog.domain.intake); empty for versions
    from before there was one. ``tick`` releases a version whose ``release_at`` has come.
    """

    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.PROTECT,
        related_name="outlines",
        verbose_name=_("课程"),
    )
    number = models.PositiveIntegerField(_("版本号"))
    source = models.TextField(_("大纲原文"))
    title = models.CharField(_("原文中的课程名称"), max_length=300, blank=True)
    fields = models.JSONField(_("原文中的字段"), default=list)
    extras = models.JSONField(_("大纲以外的行"), default=list)
    doubts = models.JSONField(_("待核对"), default=list)
    intake = models.JSONField(_("读入报告"), default=dict, blank=True)
    # What the course said with this version (catalog.domain.version_facts).
    facts = models.JSONField(pgettext_lazy("facts", "课程资料"), default=dict, blank=True)
    reason = models.CharField(_("修改说明"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("保存人"),
    )
    created_at = models.DateTimeField(_("保存时间"), auto_now_add=True)
    released_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    release_at = models.DateTimeField(_("定于何时公开"), null=True, blank=True)
    release_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁定的公开日期"),
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "大纲")
        verbose_name_plural = pgettext_lazy("many", "大纲")
        ordering = ["course", "-number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(
                fields=["course", "number"], name="outline_number_is_used_once_in_a_course"
            ),
            models.CheckConstraint(name="outline_numbers_start_at_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return _("第 %(number)s 版") % {"number": self.number}

    @property
    def open_doubts(self) -> int:
        """How many doubts nobody has looked at."""
        return sum(1 for doubt in self.doubts if not doubt.get("seen"))


class OutlineItem(models.Model):
    """One line of the tree in reading order; derived from the text, never edited by hand."""

    outline = models.ForeignKey(
        Outline, on_delete=models.CASCADE, related_name="items", verbose_name=_("大纲")
    )
    position = models.PositiveIntegerField(_("次序"))
    depth = models.PositiveSmallIntegerField(_("层级"))
    kind = models.CharField(_("类型"), max_length=12, choices=ItemKind.choices)
    label = models.CharField(_("编号"), max_length=200, blank=True)
    title = models.TextField(_("内容"), blank=True)
    lines = models.JSONField(_("原文行号"), default=list)
    # The same in every version in which the line is the same, moved or slightly reworded.
    key = models.CharField(max_length=16, blank=True, editable=False)
    implied = models.BooleanField(_("原文缺失的标题"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("one", "条目")
        verbose_name_plural = pgettext_lazy("many", "条目")
        ordering = ["outline", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["outline", "position"], name="outline_item_position_is_used_once"
            ),
            models.CheckConstraint(name="outline_item_depth_from_one", condition=Q(depth__gte=1)),
            models.CheckConstraint(
                name="outline_item_kind_is_known", condition=Q(kind__in=ItemKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()
