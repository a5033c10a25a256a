"""What every field is for, whose data it holds, and how long it is kept: one table for all.

The privacy page, docs/privacy.md, ``purge``, a person's copy and erasure are made from this; a
field without a class fails a test. The table of fields itself is ``data_fields``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.domain.outline_drafts import LASTS
from enrollment.domain.bulk_insert import AnyField
from enrollment.domain.data_fields import FIELDS

NOBODY, CONTACT, PARTICIPANT, STAFF, BUSINESS = (
    "nobody",
    "contact",
    "participant",
    "staff",
    "business",
)
WHOSE = {
    CONTACT: gettext_lazy("联系人"),
    PARTICIPANT: gettext_lazy("学员"),
    STAFF: gettext_lazy("工作人员"),
    BUSINESS: gettext_lazy("公司"),
    NOBODY: gettext_lazy("不属于任何人"),
}


@dataclass(frozen=True, slots=True)
class DataClass:
    """``keep`` names a setting in KEEP_MONTHS where there is one; ``kept`` says it in words."""

    whose: str
    why: str | Promise
    kept: str | Promise
    keep: str = ""

    @property
    def is_personal(self) -> bool:
        """Somebody's who enrolled, asked or was named by a colleague."""
        return self.whose in (CONTACT, PARTICIPANT)

    @property
    def retention(self) -> str:
        months = settings.KEEP_MONTHS.get(self.keep, 0)
        hours = settings.SESSION_COOKIE_AGE // 3600
        return str(self.kept) % {"months": months, "days": LASTS.days, "hours": hours}


FOREVER = gettext_lazy("不自动删除")
PARTY = gettext_lazy("班次结束后 %(months)d 个月，随后清空，座位和金额留下")
CLASSES = {
    "contact": DataClass(
        CONTACT,
        gettext_lazy("确认座位，告知开班、改期或取消，凭号码核对是本人"),
        PARTY,
        "parties",
    ),
    "participant": DataClass(
        PARTICIPANT, gettext_lazy("安排座位、签到，联系到本人"), PARTY, "parties"
    ),
    "customer": DataClass(
        CONTACT,
        gettext_lazy("您再来报名或咨询时认出您，不用重填"),
        gettext_lazy("最后一份报名、咨询和意向清除后，当天删除"),
    ),
    "inquiry": DataClass(
        CONTACT,
        gettext_lazy("答复您的咨询或内训需求"),
        gettext_lazy("最后一次办理后 %(months)d 个月，随后整条删除"),
        "inquiries",
    ),
    "interest": DataClass(
        CONTACT,
        gettext_lazy("有合适的班次时告诉您"),
        gettext_lazy("所选月份（不限月份的从登记时起）过后 %(months)d 个月，随后整条删除"),
        "interests",
    ),
    "letter": DataClass(
        CONTACT,
        gettext_lazy("把信发到正确的邮箱"),
        gettext_lazy("收件地址发出即清空，标题 %(months)d 个月后清空；信的正文不保存"),
        "messages",
    ),
    "consent": DataClass(
        CONTACT,
        gettext_lazy("证明您看过哪一版隐私说明；手机只以加密摘要保存"),
        gettext_lazy("您的信息删除或撤回同意后 %(months)d 个月"),
        "proof",
    ),
    "request": DataClass(
        CONTACT,
        gettext_lazy("按期办理您关于个人信息的请求"),
        gettext_lazy("办结后 %(months)d 个月"),
        "proof",
    ),
    "attendance": DataClass(
        PARTICIPANT,
        gettext_lazy("签到，按出勤发证书，条件里写明时告诉报名的联系人谁缺席"),
        gettext_lazy("班次结束后 %(months)d 个月，随后整条删除"),
        "parties",
    ),
    "class note": DataClass(
        PARTICIPANT,
        gettext_lazy("记下课堂上的事，例如临时来的人"),
        gettext_lazy("班次结束后 %(months)d 个月，随后整条删除"),
        "parties",
    ),
    "certificate": DataClass(
        PARTICIPANT,
        gettext_lazy("印在证书上；凭编号和姓名查证书是否有效"),
        gettext_lazy("发证后 %(months)d 个月，随后清空，编号留下"),
        "certificates",
    ),
    "opinion": DataClass(
        NOBODY,
        gettext_lazy("课后评价，改进课程；不记是谁写的"),
        gettext_lazy("班次结束后 %(months)d 个月，文字随后清空，分数留下"),
        "opinions",
    ),
    "group letter": DataClass(
        BUSINESS,
        gettext_lazy("工作人员写给一个班的信"),
        gettext_lazy("%(months)d 个月，随后清空"),
        "messages",
    ),
    "testimonial": DataClass(
        PARTICIPANT,
        gettext_lazy("在课程页上展示评价；只写单位与岗位，不写姓名"),
        gettext_lazy("直到工作人员撤下"),
    ),
    "company": DataClass(
        BUSINESS,
        gettext_lazy("认出同一个单位的报名；开票资料由工作人员填写"),
        gettext_lazy("没有人再属于它时删除；工作人员填写过资料的留下"),
    ),
    "trade": DataClass(BUSINESS, gettext_lazy("座位、价格和状态的账，不含姓名和联系方式"), FOREVER),
    "catalogue": DataClass(
        BUSINESS, gettext_lazy("公开的课程、班次和办公室"), gettext_lazy("直到工作人员删除")
    ),
    "presenter": DataClass(
        STAFF, gettext_lazy("公开介绍讲师和办公室的联系人"), gettext_lazy("直到工作人员删除")
    ),
    "account": DataClass(STAFF, gettext_lazy("工作人员登录后台"), gettext_lazy("直到账号被删除")),
    "sign-in": DataClass(
        STAFF, gettext_lazy("记住登录"), gettext_lazy("%(hours)d 小时，过期后每天清除")
    ),
    "draft": DataClass(
        STAFF, gettext_lazy("找回没有保存的大纲"), gettext_lazy("最后输入后 %(days)d 天")
    ),
    "scan": DataClass(
        STAFF,
        gettext_lazy("认出照片或扫描件里的大纲"),
        gettext_lazy("图片认完即清空；一天后删除，认出的草稿还在时随草稿"),
    ),
    "staff log": DataClass(
        STAFF,
        gettext_lazy("查明谁在后台改了什么"),
        gettext_lazy("%(months)d 个月"),
        "staff_log",
    ),
    "audit": DataClass(
        STAFF, gettext_lazy("查明谁做了什么、谁看过谁的联系方式；不含客户的个人信息"), FOREVER
    ),
    "tries": DataClass(
        NOBODY, gettext_lazy("限制尝试次数；只有加密摘要"), gettext_lazy("一小时到一天")
    ),
    "receipt": DataClass(NOBODY, gettext_lazy("恢复旧备份后再次删除；只有加密摘要和数目"), FOREVER),
    "technical": DataClass(NOBODY, gettext_lazy("程序自己的编号、次序和关系"), FOREVER),
}


def named(label: str) -> dict[str, str]:
    """Field by field, the class of a model's fields."""
    return {
        field: name for name, fields in FIELDS.get(label, {}).items() for field in fields.split()
    }


def class_of(field: AnyField) -> str | None:
    """The name of the field's class; ``None`` where nobody has classed it. A key is technical."""
    if field.primary_key and field.get_internal_type().endswith("AutoField"):
        return "technical"
    known = named(field.model._meta.label).get(field.name)
    if known is None and field.model._meta.auto_created:
        return "technical"  # the rows of a many-to-many relation: two ids
    return known


def all_fields() -> Iterator[AnyField]:
    for model in apps.get_models(include_auto_created=True):
        yield from model._meta.local_concrete_fields
        yield from model._meta.local_many_to_many


def personal_fields(model: type[Model]) -> list[AnyField]:
    """The fields of a model that hold data of a contact or a participant."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if (name := class_of(field)) and CLASSES[name].is_personal
    ]


def field_words(field: AnyField) -> str:
    """Return the name of a field as readers see it."""
    return str(field.verbose_name) if field.verbose_name else field.name


def sentence(name: str) -> str:
    """A class in one line: why, and for how long."""
    known = CLASSES[name]
    return _("%(why)s。保存：%(kept)s。") % {"why": known.why, "kept": known.retention}
