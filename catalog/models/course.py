"""What is taught: categories, courses, their details, instructors and testimonials."""

from datetime import time
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalog.models.translations import translated
from catalog.text.folding import is_chinese

DECIDE_DAYS = 14  # before a session begins it is decided whether it runs
APART_WEEKS = 2  # between two sessions of a course in one city

RESERVED_SLUGS = ["compare"]  # /courses/compare/ is a page of its own


TAUGHT_IN = [  # each by its own name
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
    ("en", "English"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("ru", "Русский"),
    ("vi", "Tiếng Việt"),
]


class CourseStatus(models.TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    ARCHIVED = "archived", _("已下架")


class Category(models.Model):
    name = models.CharField(_("名称"), max_length=60, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    slug = models.SlugField(_("网址名"), max_length=60, unique=True)
    text = models.TextField(_("介绍"), blank=True, help_text=_("显示在这个类别自己的页面上。"))
    text_en = models.TextField(_("英文介绍"), blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级类别"),
        help_text=_("留空就是第一级；类别最多两级。"),
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("one", "课程类别")
        verbose_name_plural = pgettext_lazy("many", "课程类别")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return name_for(self)

    def get_absolute_url(self) -> str:
        return reverse("catalog:category", args=[self.slug])

    def clean(self) -> None:
        """Two levels: more are never found again on a telephone."""
        if self.parent is None:
            return
        if self.parent == self or self.parent.parent_id is not None:
            raise ValidationError({"parent": _("上级类别要选一个第一级的类别。")})
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("这个类别下面还有类别，不能再放到别的类别下面；请先移开它们。")}
            )


def below(category: Category, path: str = "category") -> Q:
    """What is of this category or of one below it; ``path`` leads to the category."""
    return Q(**{path: category}) | Q(**{f"{path}__parent": category})


class Instructor(models.Model):
    name = models.CharField(_("姓名"), max_length=60)
    name_en = models.CharField(_("英文姓名"), max_length=80, blank=True)
    slug = models.SlugField(
        _("网址名"),
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        help_text=_("留空时自动编写。"),
    )
    title = models.CharField(_("头衔"), max_length=120, blank=True)
    title_en = models.CharField(
        _("英文头衔"), max_length=120, blank=True, default="", db_default=""
    )
    bio = models.TextField(_("简介"), blank=True)
    bio_en = models.TextField(_("英文简介"), blank=True)
    languages = models.CharField(
        _("授课语言"), max_length=60, blank=True, help_text=_("如：中文、英语。")
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "讲师")
        verbose_name_plural = pgettext_lazy("many", "讲师")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("catalog:instructor", args=[self.slug]) if self.slug else ""


class CourseQuerySet(models.QuerySet["Course"]):
    def published(self) -> Self:
        return self.filter(status=CourseStatus.PUBLISHED)

    def current(self) -> Self:
        """Drafts and published ones; archived ones are over."""
        return self.exclude(status=CourseStatus.ARCHIVED)


class Course(models.Model):
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="courses", verbose_name=_("课程类别")
    )
    title = models.CharField(_("课程名称"), max_length=200)
    title_en = models.CharField(
        _("英文课程名称"), max_length=200, blank=True, help_text=_("留空时英文页上显示中文名称。")
    )
    slug = models.SlugField(_("网址名"), max_length=120, unique=True)
    code = models.CharField(_("课程编号"), max_length=40, unique=True)
    status = models.CharField(
        _("状态"), max_length=10, choices=CourseStatus.choices, default=CourseStatus.DRAFT
    )
    summary = models.TextField(_("一句话介绍"), blank=True)
    summary_en = models.TextField(_("英文一句话介绍"), blank=True)
    audience = models.TextField(_("适合对象"), blank=True, help_text=_("一行一类。"))
    audience_en = models.TextField(_("英文适合对象"), blank=True, default="", db_default="")
    price = models.DecimalField(
        _("课程价格（元/人）"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("留空表示价格面议。"),
    )
    includes = models.TextField(_("价格包含"), blank=True)
    includes_en = models.TextField(_("英文价格包含"), blank=True, default="", db_default="")
    days = models.DecimalField(_("天数"), max_digits=4, decimal_places=1, null=True, blank=True)
    opening = models.CharField(
        _("开课时间"), max_length=200, blank=True, help_text=_("照大纲原文，如“2月”。")
    )
    language = models.CharField(_("授课语言"), max_length=12, choices=TAUGHT_IN, default="zh-hans")
    instructors = models.ManyToManyField(
        Instructor, blank=True, related_name="courses", verbose_name=_("讲师")
    )
    usual_capacity = models.PositiveIntegerField(
        _("每班名额"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(2000)],
        help_text=_("新排的班次先填上这些，各班可以另改。"),
    )
    usual_minimum = models.PositiveIntegerField(_("每班成班人数"), null=True, blank=True)
    usual_starts_at = models.TimeField(_("通常几点开始"), null=True, blank=True)
    usual_ends_at = models.TimeField(_("通常几点结束"), null=True, blank=True)
    usual_closing_days = models.PositiveSmallIntegerField(
        _("报名截止（开班前几天）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("到那天 18:00 为止；留空为开班前一天 18:00。"),
    )
    decide_days = models.PositiveSmallIntegerField(
        _("成班决定（开班前几天）"),
        default=DECIDE_DAYS,
        validators=[MaxValueValidator(120)],
        help_text=_("到这一天人数还不够成班，班次会出现在工作台上。"),
    )
    apart_weeks = models.PositiveSmallIntegerField(
        _("同城两班至少隔几周"),
        default=APART_WEEKS,
        validators=[MaxValueValidator(52)],
        help_text=_("隔得更近时会提醒；0 表示不提醒。"),
    )
    outline = models.ForeignKey(
        "catalog.Outline",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("公开的大纲"),
    )
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "课程")
        verbose_name_plural = pgettext_lazy("many", "课程")
        ordering = ["category__position", "code"]
        constraints = [
            models.CheckConstraint(
                name="course_price_is_not_negative",
                condition=Q(price__isnull=True) | Q(price__gte=0),
                violation_error_message=_("价格不能是负数。"),
            ),
            models.CheckConstraint(
                name="course_slug_is_no_address_of_the_site",
                condition=~Q(slug__in=RESERVED_SLUGS),
                violation_error_message=_("网址名“compare”是网站自己的地址，请换一个。"),
            ),
            models.CheckConstraint(
                name="course_status_is_known", condition=Q(status__in=CourseStatus.values)
            ),
            models.CheckConstraint(
                name="course_usual_hours_are_both_set_in_order_or_both_open",
                condition=Q(usual_starts_at__isnull=True, usual_ends_at__isnull=True)
                | Q(usual_starts_at__isnull=False, usual_ends_at__gt=F("usual_starts_at")),
                violation_error_message=_(
                    "通常的开始和结束时间要么都填，要么都不填；结束要晚于开始。"
                ),
            ),
            models.CheckConstraint(
                name="course_lasts_longer_than_nothing",
                condition=Q(days__isnull=True) | Q(days__gt=0),
                violation_error_message=_("天数要大于 0。"),
            ),
        ]

    def __str__(self) -> str:
        return translated(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("catalog:course", args=[self.slug])

    @property
    def usual_hours(self) -> tuple[time, time] | None:
        """When its sessions usually begin and end each day."""
        if self.usual_starts_at is None or self.usual_ends_at is None:
            return None
        return self.usual_starts_at, self.usual_ends_at

    @property
    def audience_lines(self) -> list[str]:
        return [line.strip() for line in self.audience.splitlines() if line.strip()]

    @property
    def audience_told(self) -> list[str]:
        """The same in the reader's language; as it was written where no English is given."""
        text = translated(self, "audience")
        return [line.strip() for line in text.splitlines() if line.strip()]

    def language_of(self, said: str) -> str:
        """The language of a sentence about the course: its own where it is in the same script."""
        in_characters = is_chinese(said)
        if in_characters == self.language.startswith(("zh", "ja")):
            return self.language
        return "zh-hans" if in_characters else "en"


class CourseDetail(models.Model):
    """A named text of a course, in order: 课程背景, 课程收益, or any field an outline carried."""

    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, related_name="details", verbose_name=_("课程")
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    name = models.CharField(_("名称"), max_length=100)
    text = models.TextField(_("内容"), blank=True)
    text_en = models.TextField(_("英文内容"), blank=True, default="", db_default="")

    class Meta:
        verbose_name = pgettext_lazy("one", "课程详情")
        verbose_name_plural = pgettext_lazy("many", "课程详情")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class TestimonialQuerySet(models.QuerySet["Testimonial"]):
    def approved(self) -> Self:
        return self.filter(approved=True)


class Testimonial(models.Model):
    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, related_name="testimonials", verbose_name=_("课程")
    )
    text = models.TextField(_("评价"))
    author_role = models.CharField(
        _("评价人身份"), max_length=100, blank=True, help_text=_("单位与岗位，不写姓名。")
    )
    language = models.CharField(_("语言"), max_length=12, choices=TAUGHT_IN, default="zh-hans")
    approved = models.BooleanField(_("公开显示"), default=False)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)

    objects = TestimonialQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "学员评价")
        verbose_name_plural = pgettext_lazy("many", "学员评价")
        ordering = ["-approved", "-created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:30]

    @classmethod
    def unread(cls, course: Course, text: str, author_role: str) -> Self:
        """What was said of the course, for staff to approve, in its language; not saved yet."""
        language = course.language_of(text)
        return cls(course=course, text=text, author_role=author_role, language=language)


def name_for(thing, language: str | None = None) -> str:
    """The name of a category or city in the reader's language; Chinese where no other is given."""
    language = language or get_language() or ""
    return thing.name_en if language.startswith("en") and thing.name_en else thing.name
