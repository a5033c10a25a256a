"""What participants say of a class: answers without a name, to questions of the course."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LOWEST, HIGHEST = 1, 5


class QuestionKind(models.TextChoices):
    SCALE = "scale", _("1 至 5 分")
    TEXT = "text", _("文字")


class FeedbackQuestion(models.Model):
    """Asked after every class, or after those of one course."""

    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="feedback_questions",
        verbose_name=_("课程"),
        help_text=_("留空表示每门课都问。"),
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    kind = models.CharField(
        _("种类"), max_length=5, choices=QuestionKind.choices, default=QuestionKind.SCALE
    )
    text = models.CharField(_("问题"), max_length=200)
    text_en = models.CharField(_("英文问题"), max_length=200, blank=True)
    retired = models.BooleanField(_("不再问"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("one", "评价问题")
        verbose_name_plural = pgettext_lazy("many", "评价问题")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="feedback_question_kind_is_known", condition=Q(kind__in=QuestionKind.values)
            )
        ]

    def __str__(self) -> str:
        return self.text


class Feedback(models.Model):
    """Whose it is stands nowhere; the keyed hash of a seat's turn lets no seat answer twice."""

    session = models.ForeignKey(
        "catalog.Session",
        on_delete=models.PROTECT,
        related_name="feedback",
        verbose_name=_("班次"),
    )
    turn = models.CharField(max_length=64, unique=True, editable=False)
    form_key = models.CharField(max_length=64, unique=True, editable=False)
    given_on = models.DateField(_("日期"))
    may_quote = models.BooleanField(_("同意公开"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("one", "课后评价")
        verbose_name_plural = pgettext_lazy("many", "课后评价")
        ordering = ["pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.session_id} {self.given_on}"


class FeedbackAnswer(models.Model):
    feedback = models.ForeignKey(
        Feedback, on_delete=models.CASCADE, related_name="answers", verbose_name=_("课后评价")
    )
    question = models.ForeignKey(
        FeedbackQuestion, on_delete=models.PROTECT, related_name="answers", verbose_name=_("问题")
    )
    score = models.PositiveSmallIntegerField(
        _("分数"),
        null=True,
        blank=True,
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)],
    )
    text = models.TextField(_("回答"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "回答")
        verbose_name_plural = pgettext_lazy("many", "回答")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["feedback", "question"], name="feedback_answers_a_question_once"
            ),
            models.CheckConstraint(
                name="feedback_score_is_1_to_5",
                condition=Q(score__isnull=True) | Q(score__gte=LOWEST, score__lte=HIGHEST),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:30] or str(self.score)
