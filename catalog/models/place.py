"""Cities, venues, and the company's own offices."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class City(models.Model):
    name = models.CharField(_("名称"), max_length=40, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=60, blank=True)
    slug = models.SlugField(_("网址名"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("one", "城市")
        verbose_name_plural = pgettext_lazy("many", "城市")
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name


class Venue(models.Model):
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="venues", verbose_name=_("城市")
    )
    name = models.CharField(_("名称"), max_length=100)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(
        _("坐得下几人"), null=True, blank=True, help_text=_("留空表示不知道；排班时用来提醒。")
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "场地")
        verbose_name_plural = pgettext_lazy("many", "场地")
        ordering = ["city", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "name"], name="venue_name_is_used_once_in_a_city"
            )
        ]

    def __str__(self):
        return self.name


class OfficeQuerySet(models.QuerySet):
    def public(self):
        """Those that staff have named and looked through."""
        return self.filter(is_public=True)


class Office(models.Model):
    name = models.CharField(_("名称"), max_length=100)
    phone = models.CharField(_("电话"), max_length=60, blank=True)
    contact_person = models.CharField(_("联系人"), max_length=60, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_public = models.BooleanField(
        _("公开"), default=True, help_text=_("印在每一页的页脚、文件和信里。")
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "联系方式")
        verbose_name_plural = pgettext_lazy("many", "联系方式")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name
