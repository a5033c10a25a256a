"""Whether a party would go to another session, asked because its own has too few people."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Answer(models.TextChoices):
    NONE = "", _("还没答复")
    YES = "yes", _("同意")
    NO = "no", _("不同意")


class MoveQuestionQuerySet(models.QuerySet["MoveQuestion"]):
    def open(self, *, now: datetime) -> Self:
        """Neither answered nor over."""
        return self.filter(answer=Answer.NONE, until__gt=now)


class MoveQuestion(models.Model):
    enrollment = models.ForeignKey(
        "enrollment.Enrollment", on_delete=models.CASCADE, related_name="move_questions"
    )
    to = models.ForeignKey(
        "catalog.Session",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("改到哪个班次"),
    )
    asked_at = models.DateTimeField(_("什么时候问的"))
    asked_by = models.CharField(_("操作人"), max_length=160)
    until = models.DateTimeField(_("答复期限"))
    answer = models.CharField(_("答复"), max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(_("什么时候答复的"), null=True, blank=True)

    objects = MoveQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "合班征询")
        verbose_name_plural = pgettext_lazy("many", "合班征询")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "to"], name="party_is_asked_once_about_a_session"
            ),
            models.CheckConstraint(
                name="move_answer_is_known", condition=Q(answer__in=Answer.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.to_id} {self.answer}"
