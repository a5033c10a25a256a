"""Letters that staff write: a text of a kind, a letter to a session; reminders planned."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterText(models.Model):
    """A version of the text of one kind in one language; the newest holds.

    Without a subject it is the original text again.
    """

    kind = models.CharField(_("种类"), max_length=20)
    language = models.CharField(_("语言"), max_length=12, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("版本"))
    subject = models.CharField(_("标题"), max_length=200, blank=True)
    body = models.TextField(_("正文"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁改的"),
    )
    created_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = pgettext_lazy("one", "信件文字")
        verbose_name_plural = pgettext_lazy("many", "信件文字")
        ordering = ["kind", "language", "-number"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "number"], name="letter_text_version_is_used_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.number}"

    @property
    def is_original(self) -> bool:
        return not self.subject


class GroupLetter(models.Model):
    """One letter to all or some parties of a session; each gets it as a message of the outbox."""

    session = models.ForeignKey(
        "catalog.Session",
        on_delete=models.PROTECT,
        related_name="group_letters",
        verbose_name=_("班次"),
    )
    key = models.CharField(max_length=64, unique=True, editable=False)  # of the form: sent once
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("正文"), max_length=5000)
    subject_en = models.CharField(_("英文标题"), max_length=200, blank=True)
    body_en = models.TextField(_("英文正文"), max_length=5000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁写的"),
    )
    created_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = pgettext_lazy("one", "群发的信")
        verbose_name_plural = pgettext_lazy("many", "群发的信")
        ordering = ["-pk"]
        default_permissions = ("add",)

    def __str__(self) -> str:
        return self.subject


class ReminderRun(models.Model):
    """A kind of reminder was planned for a session's day: once, for who was enrolled then."""

    session = models.ForeignKey(
        "catalog.Session",
        on_delete=models.CASCADE,
        related_name="reminder_runs",
        verbose_name=_("班次"),
    )
    kind = models.CharField(_("种类"), max_length=20)
    day = models.DateField(_("日期"))  # the day of the class that it is about
    moment = models.DateTimeField(_("应发时间"))
    planned_at = models.DateTimeField(_("排定时间"))
    letters = models.PositiveIntegerField(_("封数"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("one", "提醒")
        verbose_name_plural = pgettext_lazy("many", "提醒")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind", "day"], name="reminder_is_planned_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
