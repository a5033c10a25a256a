"""The privacy notice, made from the data map and the settings: it promises what the program does.

``text`` is what its readers agree to; its SHA-256 is the version that consent rows name.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from enrollment.domain import data_map

SHOWN = {  # of each class, the model whose fields are named
    "contact": "enrollment.Enrollment",
    "participant": "enrollment.Participant",
    "customer": "enrollment.Person",
    "inquiry": "enrollment.Inquiry",
    "interest": "enrollment.Interest",
}
NOT_ASKED = {
    *("token_hash", "body_hash", "staff_note", "key", "code", "state"),
    *("created_at", "told_at", "language", "person", "company_record", "domain", "notes"),
    *("channel", "next_step", "next_on", "quote", "quote_amount", "quote_until"),
    *("lost_reason", "enrollment"),
}


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    lines: list[str]
    is_list: bool = False


def sections() -> list[Section]:
    """The notice in the present language."""
    return [
        Section(_("浏览课程时"), _browsing()),
        Section(_("我们存什么，为什么，留多久"), _retention(), is_list=True),
        Section(_("不问什么"), [_("我们不问身份证号、生日、性别和微信号；开票资料只登记单位的。")]),
        Section(_("替同事报名"), _colleagues()),
        Section(_("谁能看到"), _seen_by()),
        Section(_("您可以做什么"), _rights()),
        Section(_("找谁"), _whom()),
    ]


def _browsing() -> list[str]:
    return [
        _("不需要登录，不在您的设备上保存 Cookie，不加载其他网站的内容，也没有统计或广告代码。"),
        _(
            "打开表单时会用到一个防伪造的 Cookie，它不识别您是谁；在报名页输入手机后四位后，"
            "另一个 Cookie 用一小时记住已经核对。报名表里加的学员姓名暂存在您自己的浏览器窗口里，"
            "关掉窗口就没有了。"
        ),
    ]


def _retention() -> list[str]:
    lines = []
    for name, known in data_map.CLASSES.items():
        if not known.is_personal:
            continue
        fields = _("、").join(_asked_fields(name))
        lead = _title(name)
        params = {"what": lead, "fields": fields, "sentence": data_map.sentence(name)}
        form = _("%(what)s（%(fields)s）：%(sentence)s") if fields else _("%(what)s：%(sentence)s")
        lines.append(form % params)
    return lines


def _title(name: str) -> str:
    return {
        "contact": _("报名的联系人"),
        "participant": _("学员，可以以后再填"),
        "customer": _("联系人档案，由上面的内容自动形成"),
        "inquiry": _("咨询与内训需求"),
        "interest": _("开班意向"),
        "letter": _("我们写给您的信"),
        "consent": _("您看过隐私说明的记录"),
        "request": _("您关于个人信息的请求"),
        "attendance": _("出勤"),
        "class note": _("课堂记录"),
        "certificate": _("证书上的姓名"),
        "testimonial": _("学员评价"),
    }[name]


def _asked_fields(name: str) -> list[str]:
    if name not in SHOWN:
        return []
    fields = data_map.personal_fields(apps.get_model(SHOWN[name]))
    return [data_map.field_words(field) for field in fields if field.name not in NOT_ASKED]


def _colleagues() -> list[str]:
    return [
        _(
            "请先告诉同事您把他们的姓名和联系方式交给了我们，并把本页给他们看。"
            "他们可以直接找我们查看、更正或删除自己的信息。"
        )
    ]


def _seen_by() -> list[str]:
    lines = [
        _(
            "只有有相应权限的工作人员。列表里的手机是遮住的；打开一份报名、咨询或意向，"
            "以及每次导出名单，都留下谁、何时、哪一份的记录。"
        ),
        _("本站不把信息交给其他机构；信件经由我们的邮件服务器发出。"),
    ]
    if settings.DATA_LOCATION:
        lines.append(_("信息存放在%(place)s。") % {"place": settings.DATA_LOCATION})
    return lines


def _rights() -> list[str]:
    return [
        _(
            "在您的报名页上可以查看，在班次的期限内自己更正、取消，下载这份报名的全部信息，"
            "也可以请求全部信息、更正、撤回同意或删除：请求马上出现在负责的同事面前，"
            "写明 %(days)d 天内的最迟办理日期，结果写在您的报名页上。没有报名的，请打电话或写信。"
        )
        % {"days": settings.PRIVACY_REQUEST_DAYS},
        _(
            "删除是把姓名、手机、邮箱、单位和备注清空，联系人档案一并删除，给您一个回执编号，专用链接随之失效；"
            "没有上完的班次要先取消报名。备份恢复后会再次删除。"
        ),
        _("开班意向可以在通知信里的链接撤回，撤回即删除。"),
        _("对处理结果不满意，可以向当地网信部门投诉。"),
    ]


def _whom() -> list[str]:
    params = {"company": settings.COMPANY_NAME, "contact": settings.PRIVACY_CONTACT}
    if settings.PRIVACY_CONTACT:
        return [_("%(company)s，%(contact)s，或页面底部的电话和邮箱。") % params]
    return [_("%(company)s，页面底部的电话和邮箱。") % params]


def text(language: str) -> str:
    """Return the whole notice as plain text in this language."""
    with translation.override(language):
        return "\n\n".join("\n".join([section.heading, *section.lines]) for section in sections())


def digest(language: str) -> str:
    """The SHA-256 of the text; every form that is sent asks for it."""
    parts = (
        *(settings.COMPANY_NAME, settings.PRIVACY_CONTACT, settings.DATA_LOCATION),
        *(settings.PRIVACY_REQUEST_DAYS, settings.SESSION_COOKIE_AGE),
        *settings.KEEP_MONTHS.items(),
    )
    return _digest(language, parts)


@lru_cache(maxsize=16)
def _digest(language: str, parts: tuple[object, ...]) -> str:
    """``said`` are the settings that stand in the text."""
    return hashlib.sha256(text(language).encode()).hexdigest()
