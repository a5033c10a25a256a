"""Who enrolls again and again: companies and people, grown from what was typed into the forms."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CustomerQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into=None)


class Customer(models.Model):
    """What companies and people have in common: one may turn out to be another, and is merged."""

    notes = models.TextField(_("内部备注"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("已并入"),
    )
    created_at = models.DateTimeField(_("首次出现"), editable=False)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        abstract = True


class Company(Customer):
    name = models.CharField(_("单位"), max_length=120)
    tax_number = models.CharField(_("税号"), max_length=20, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    bank = models.CharField(_("开户行"), max_length=120, blank=True)
    bank_account = models.CharField(_("银行账号"), max_length=40, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("customer", "单位")
        verbose_name_plural = pgettext_lazy("customers", "单位")
        ordering = ["name", "pk"]
        permissions = [("merge_company", _("可以合并单位和联系人"))]
        constraints = [
            models.UniqueConstraint(
                fields=["tax_number"],
                condition=~Q(tax_number="") & Q(merged_into=None),
                name="company_tax_number_is_of_one_company",
            ),
            models.CheckConstraint(
                name="company_is_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CompanyName(models.Model):
    """A spelling that means the company; ``key`` is "" where other companies are called so too."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="names", verbose_name=_("单位")
    )
    name = models.CharField(_("写法"), max_length=120)
    key = models.CharField(max_length=300, editable=False)
    brand = models.CharField(max_length=120, editable=False, db_index=True)
    by_staff = models.BooleanField(_("工作人员填写"), default=False, editable=False)

    class Meta:
        verbose_name = _("单位的写法")
        verbose_name_plural = _("单位的写法")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="company_name_means_one_company"
            ),
            models.UniqueConstraint(
                fields=["company", "name"], name="company_name_is_written_down_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(Customer):
    name = models.CharField(_("姓名"), max_length=64)
    phone = models.CharField(_("手机"), max_length=40, db_index=True)
    email = models.EmailField(_("邮箱"), blank=True)
    domain = models.CharField(max_length=120, blank=True, editable=False, db_index=True)
    company = models.ForeignKey(
        Company,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("单位"),
    )

    class Meta:
        verbose_name = pgettext_lazy("customer", "联系人")
        verbose_name_plural = pgettext_lazy("customers", "联系人")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="person_is_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PersonKey(models.Model):
    """A keyed hash of a name with a telephone or an address: who types both is this person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")
    mark = models.CharField(max_length=64, unique=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.mark[:8]


def _one_pair(first: str, second: str) -> Q:
    """Two companies or two people, and nothing of the other kind."""
    companies = Q(**{f"company_{first}__isnull": False, f"company_{second}__isnull": False})
    no_companies = Q(**{f"company_{first}__isnull": True, f"company_{second}__isnull": True})
    people = Q(**{f"person_{first}__isnull": False, f"person_{second}__isnull": False})
    no_people = Q(**{f"person_{first}__isnull": True, f"person_{second}__isnull": True})
    return companies & no_people | people & no_companies


def _to(model, name: str):
    return models.ForeignKey(
        model, on_delete=models.CASCADE, null=True, blank=True, related_name=name
    )


class CustomerMerge(models.Model):
    """Two records became one: which rows moved, so that all of it can be taken back."""

    company_kept = _to(Company, "merges_kept")
    company_gone = _to(Company, "merges_gone")
    person_kept = _to(Person, "merges_kept")
    person_gone = _to(Person, "merges_gone")
    moved = models.JSONField(default=dict)  # by model: ids of rows
    filled = models.JSONField(default=list)  # fields the kept one took over
    at = models.DateTimeField(_("时间"))
    actor = models.CharField(_("操作人"), max_length=160)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("合并")
        verbose_name_plural = _("合并")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="merge_is_of_two_companies_or_two_people", condition=_one_pair("kept", "gone")
            )
        ]

    def __str__(self) -> str:
        return f"{self.kept} ← {self.gone}"

    @property
    def kept(self):
        return self.company_kept or self.person_kept

    @property
    def gone(self):
        return self.company_gone or self.person_gone


class SuggestionReason(models.TextChoices):
    FITS = "fits", _("名称少写了一部分")
    NEAR = "near", _("名称只差一个字")
    PHONE = "phone", _("同一个手机")
    MAIL = "mail", _("同一个邮箱")
    NAMESAKE = "namesake", _("同一单位的同名联系人")


class MergeSuggestion(models.Model):
    """Two records that may be one; staff merge them or say that they are not."""

    company_one = _to(Company, "+")
    company_other = _to(Company, "+")
    person_one = _to(Person, "+")
    person_other = _to(Person, "+")
    why = models.CharField(_("为什么"), max_length=10, choices=SuggestionReason.choices)
    made_at = models.DateTimeField(_("提出时间"))
    settled_at = models.DateTimeField(_("处理时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("可能是同一个")
        verbose_name_plural = _("可能是同一个")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="suggestion_is_of_two_companies_or_two_people",
                condition=_one_pair("one", "other"),
            ),
            models.CheckConstraint(
                name="suggestion_reason_is_known", condition=Q(why__in=SuggestionReason.values)
            ),
            models.UniqueConstraint(
                fields=["company_one", "company_other"], name="two_companies_are_suggested_once"
            ),
            models.UniqueConstraint(
                fields=["person_one", "person_other"], name="two_people_are_suggested_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} ? {self.other}"

    @property
    def one(self):
        return self.company_one or self.person_one

    @property
    def other(self):
        return self.company_other or self.person_other


class CompanyLink(models.Model):
    """A secret link to the company's page; the database keeps its SHA-256 only."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="links", verbose_name=_("单位")
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="links",
        verbose_name=_("给谁"),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sees_colleagues = models.BooleanField(_("也看同事报的"), default=False)
    created_at = models.DateTimeField(_("生成时间"))
    created_by = models.CharField(_("生成人"), max_length=160)
    expires_at = models.DateTimeField(_("有效至"))
    revoked_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    opened_at = models.DateTimeField(_("最近打开"), null=True, blank=True)

    class Meta:
        verbose_name = _("单位页面的链接")
        verbose_name_plural = _("单位页面的链接")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="company_link_expires_after_it_was_made",
                condition=Q(expires_at__gt=F("created_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.pk}"


# Beside the contact of an enrollment, an inquiry or an interest, as it was typed.
def to_company(related_name: str):
    return models.ForeignKey(
        Company,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name=related_name,
        verbose_name=_("单位档案"),
    )


def to_person(related_name: str):
    return models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name=related_name,
        verbose_name=_("联系人档案"),
    )
