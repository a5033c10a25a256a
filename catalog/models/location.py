"""Cities, venues, and the company's own offices."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models.translations import translated


class City(models.Model):
    name = models.CharField(_("名称"), max_length=40, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=60, blank=True)
    slug = models.SlugField(_("网址名"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("one", "城市")
        verbose_name_plural = pgettext_lazy("many", "城市")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return translated(self, "name")


class Venue(models.Model):
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="venues", verbose_name=_("城市")
    )
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    address_en = models.CharField(_("英文地址"), max_length=250, blank=True)
    latitude = models.DecimalField(
        _("纬度"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("GCJ-02（高德、腾讯地图上选点得到的）坐标，如 25.041000。"),
    )
    longitude = models.DecimalField(
        _("经度"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("如 102.722000。"),
    )
    station = models.CharField(
        _("最近的车站"), max_length=200, blank=True, help_text=_("站名、出口和步行时间。")
    )
    station_en = models.CharField(
        _("最近的车站（英文）"), max_length=250, blank=True, default="", db_default=""
    )
    hotels = models.TextField(
        _("附近酒店"), blank=True, help_text=_("一行一家：名称、协议价、距离、订房电话。")
    )
    hotels_en = models.TextField(_("附近酒店（英文）"), blank=True, default="", db_default="")
    meals = models.CharField(_("用餐"), max_length=200, blank=True)
    meals_en = models.CharField(
        _("用餐（英文）"), max_length=250, blank=True, default="", db_default=""
    )
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
            ),
            models.CheckConstraint(
                name="venue_has_both_coordinates_or_none",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("经度和纬度要么都填，要么都不填。"),
            ),
        ]

    def __str__(self) -> str:
        return translated(self, "name")


class OfficeQuerySet(models.QuerySet["Office"]):
    def public(self) -> Self:
        """Those that staff have named and looked through."""
        return self.filter(is_public=True)


class Office(models.Model):
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True, default="", db_default="")
    phone = models.CharField(_("电话"), max_length=60, blank=True)
    contact_person = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_person_en = models.CharField(
        _("联系人（英文）"), max_length=80, blank=True, default="", db_default=""
    )
    address = models.CharField(_("地址"), max_length=200, blank=True)
    address_en = models.CharField(
        _("英文地址"), max_length=250, blank=True, default="", db_default=""
    )
    email = models.EmailField(_("邮箱"), blank=True)
    hours = models.CharField(
        _("接待时间"), max_length=100, blank=True, help_text=_("如：工作日 9:00–18:00。")
    )
    hours_en = models.CharField(
        _("接待时间（英文）"), max_length=120, blank=True, default="", db_default=""
    )
    wechat = models.CharField(
        _("微信号"), max_length=40, blank=True, help_text=_("读者可以复制；二维码在“图片”里上传。")
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_public = models.BooleanField(
        _("公开"), default=True, help_text=_("印在每一页的页脚、文件和信里。")
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "联系方式")
        verbose_name_plural = pgettext_lazy("many", "联系方式")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def reached(self) -> str:
        """The telephone and who answers it, in the reader's language."""
        return " ".join(filter(None, [self.phone, translated(self, "contact_person")]))
