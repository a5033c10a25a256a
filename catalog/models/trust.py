"""What somebody looks for before paying: who sells, on which terms, and who bought before."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.text.codes import stored_name

ONLY = 1  # the key of the one row of Seller


def contract_stored_as(seller, name: str) -> str:
    return stored_name("contracts", name)


class ContractFile(FieldFile):
    """The web server gives out no stored file: its address is the page where readers get it."""

    @property
    def url(self) -> str:
        return reverse("catalog:contract")


class ContractField(models.FileField):
    attr_class = ContractFile

    def deconstruct(self):
        """Migrations know it as the file that its column is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs


class Seller(models.Model):
    """The company that sells, as contracts and invoices name it; there is one row."""

    legal_name = models.CharField(
        _("公司全称"), max_length=120, blank=True, help_text=_("与营业执照一致，印在文件和发票上。")
    )
    legal_name_en = models.CharField(_("公司英文名称"), max_length=160, blank=True)
    tax_number = models.CharField(_("纳税人识别号"), max_length=20, blank=True)
    registered_address = models.CharField(_("注册地址"), max_length=200, blank=True)
    registered_phone = models.CharField(_("注册电话"), max_length=40, blank=True)
    bank = models.CharField(_("开户行"), max_length=120, blank=True)
    account = models.CharField(_("对公账号"), max_length=40, blank=True)
    invoice_kinds = models.TextField(
        _("发票种类"), blank=True, help_text=_("如：增值税专用发票、普通发票（电子），项目名称。")
    )
    invoice_kinds_en = models.TextField(_("发票种类（英文）"), blank=True)
    contract = ContractField(
        _("合同样本"),
        upload_to=contract_stored_as,
        blank=True,
        default="",
        db_default="",
        help_text=_("PDF 或 Word，不含任何客户的内容；读者在报名前可以下载。"),
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "公司主体")
        verbose_name_plural = pgettext_lazy("many", "公司主体")
        default_permissions = ("view", "change")
        constraints = [models.CheckConstraint(name="seller_is_one", condition=Q(pk=ONLY))]

    def __str__(self) -> str:
        return self.legal_name or str(_("公司主体"))


class GuidancePlace(models.TextChoices):
    COMING = "coming", _("参训须知")
    BUYING = "buying", _("报名前须知")


class Guidance(models.Model):
    """A named text for everybody who comes or buys: what to bring, meals, certificates."""

    place = models.CharField(_("放在哪里"), max_length=8, choices=GuidancePlace.choices)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    name = models.CharField(
        _("标题"), max_length=60, help_text=_("如：上课与签到时间、请带、证书。")
    )
    name_en = models.CharField(_("英文标题"), max_length=80, blank=True)
    text = models.TextField(_("内容"))
    text_en = models.TextField(_("英文内容"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "须知")
        verbose_name_plural = pgettext_lazy("many", "须知")
        ordering = ["place", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="guidance_place_is_known", condition=Q(place__in=GuidancePlace.values)
            )
        ]

    def __str__(self) -> str:
        return self.name


class RefundRule(models.Model):
    """Who cancels so many days before the first day or earlier gets so much back."""

    days_before = models.PositiveSmallIntegerField(
        _("开课前几天"),
        unique=True,
        validators=[MaxValueValidator(365)],
        help_text=_("这一天或更早取消；0 表示开课当天。"),
    )
    percent = models.PositiveSmallIntegerField(
        _("退款比例（%）"), validators=[MaxValueValidator(100)]
    )
    note = models.CharField(_("说明"), max_length=120, blank=True)
    note_en = models.CharField(_("英文说明"), max_length=160, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "退改规则")
        verbose_name_plural = pgettext_lazy("many", "退改规则")
        ordering = ["-days_before"]
        constraints = [
            models.CheckConstraint(
                name="refund_is_at_most_everything",
                condition=Q(percent__lte=100),
                violation_error_message=_("退款比例是 0 到 100。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.days_before}: {self.percent} %"


class Question(models.Model):
    """A frequent question: of the site, of a category, or of a course."""

    question = models.CharField(_("问题"), max_length=200)
    answer = models.TextField(_("回答"))
    question_en = models.CharField(_("英文问题"), max_length=250, blank=True)
    answer_en = models.TextField(_("英文回答"), blank=True)
    category = models.ForeignKey(
        "catalog.Category",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("只用于课程类别"),
    )
    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("只用于课程"),
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_public = models.BooleanField(_("公开显示"), default=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "常见问题")
        verbose_name_plural = pgettext_lazy("many", "常见问题")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_is_of_a_category_or_a_course",
                condition=Q(category=None) | Q(course=None),
                violation_error_message=_("类别和课程只选一个；都不选，就用于全站。"),
            )
        ]

    def __str__(self) -> str:
        return self.question


class Client(models.Model):
    """A customer who agreed to be named."""

    name = models.CharField(_("单位名称"), max_length=120, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    permitted_on = models.DateField(
        _("同意公开的日期"),
        null=True,
        blank=True,
        help_text=_("对方书面同意的那一天；没有同意就不会显示。"),
    )
    permission = models.CharField(
        _("同意的凭据"),
        max_length=200,
        blank=True,
        help_text=_("如：合同第 8 条、某月某日的邮件。"),
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("one", "客户名录")
        verbose_name_plural = pgettext_lazy("many", "客户名录")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
