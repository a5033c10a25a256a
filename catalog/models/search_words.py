"""What readers type and where old links lead: synonyms, and addresses courses had before."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.text.folding import MAX_TERM, fold

BETWEEN_WORDS = re.compile(r"[\n\r、，,；;]")


class Synonym(models.Model):
    words = models.TextField(
        _("同义词"),
        help_text=_(
            "同一个意思的几种说法，一行一个或用顿号隔开，如：对公业务、公司业务、法人业务。"
        ),
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "同义词")
        verbose_name_plural = pgettext_lazy("many", "同义词")
        ordering = ["pk"]

    def __str__(self) -> str:
        return "、".join(self.listed)

    def clean(self) -> None:
        if len(set(self.folded)) < 2:
            raise ValidationError({"words": _("请至少写两个不同的词，如：对公业务、公司业务。")})
        if long := [word for word in self.listed if len(word) > MAX_TERM]:
            raise ValidationError(
                {
                    "words": _("“%(word)s”超过 %(limit)d 个字，搜索词没有这么长。请写短一些。")
                    % {"word": long[0], "limit": MAX_TERM}
                }
            )

    @property
    def listed(self) -> list[str]:
        parts = BETWEEN_WORDS.split(self.words)
        return [part.strip() for part in parts if part.strip()]

    @property
    def folded(self) -> list[str]:
        return [folded for word in self.listed if (folded := fold(word).strip())]


class MissedSearch(models.Model):
    """Words that readers sought and no course says; staff make synonyms of them.

    Only words of Chinese and Latin letters, never a number that might be somebody's telephone.
    """

    words = models.CharField(_("搜过的词"), max_length=40, unique=True)
    times = models.PositiveIntegerField(_("次数"), default=1)
    last_on = models.DateField(_("最近一次"))

    class Meta:
        verbose_name = pgettext_lazy("one", "没有搜到的词")
        verbose_name_plural = pgettext_lazy("many", "没有搜到的词")
        ordering = ["-times", "-last_on", "pk"]
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        return self.words


class FormerSlug(models.Model):
    """An address a course had before; whoever comes by it is sent to the present one."""

    slug = models.SlugField(_("旧网址名"), max_length=120, unique=True)
    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.CASCADE,
        related_name="former_slugs",
        verbose_name=_("课程"),
    )
    created_at = models.DateTimeField(_("更改时间"), auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "旧网址")
        verbose_name_plural = pgettext_lazy("many", "旧网址")
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.slug
