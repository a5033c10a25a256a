"""Audit events in words: who did what, from what to what. No event holds a person's name."""

from django.apps import apps
from django.core.cache import caches
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from catalog.domain import clash_words
from catalog.models import Category, City, Course, Instructor, Venue
from catalog.models.session_state import SessionState
from catalog.queries.remembering import remembered
from enrollment.models import AuditEvent
from enrollment.models.attendance import Half, Presence, Way
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.inquiry import InquiryState
from enrollment.models.move_question import Answer
from enrollment.models.privacy import RequestKind
from enrollment.models.record import MessageKind
from enrollment.queries.export_listings import LISTINGS

SHOWN = 50  # events beside their object
LISTS = {"overtaken", "corrected", "added", "removed", "clashes"}  # not from and to
ACTORS = {"visitor": gettext_lazy("访客"), "system": gettext_lazy("系统")}
VERBS = {
    "enroll": gettext_lazy("报名"),
    "preregister": gettext_lazy("预登记"),
    "fill": gettext_lazy("补位"),
    "promote": gettext_lazy("候补转为确认"),
    "offer": gettext_lazy("请候补答复"),
    "promote out of turn": gettext_lazy("越序递补"),
    "confirm hold": gettext_lazy("确认占位"),
    "extend hold": gettext_lazy("延长占位"),
    "keep back": gettext_lazy("因争议保留"),
    "let go": gettext_lazy("解除争议保留"),
    "prove contact": gettext_lazy("核实联系方式"),
    "accept offer": gettext_lazy("接受座位"),
    "decline offer": gettext_lazy("放弃座位"),
    "expire": gettext_lazy("过期"),
    "cancel": gettext_lazy("取消报名"),
    "reduce": gettext_lazy("减少人数"),
    "add seats": gettext_lazy("增加人数"),
    "change least": gettext_lazy("改最少接受人数"),
    "undo cancel": gettext_lazy("恢复报名"),
    "revive hold": gettext_lazy("恢复占位"),
    "ask longer hold": gettext_lazy("请求延长占位"),
    "renew link": gettext_lazy("换专用链接"),
    "remind": gettext_lazy("发信提醒"),
    "change rules": gettext_lazy("改报名截止与候补规则"),
    "end sooner": gettext_lazy("随报名截止提前到期"),
    "move in": gettext_lazy("改到这里"),
    "move out": gettext_lazy("改到别处"),
    "name participants": gettext_lazy("填写学员"),
    "correct contact": gettext_lazy("更正联系人"),
    "open session": gettext_lazy("开放报名"),
    "close session": gettext_lazy("暂停报名"),
    "confirm session": gettext_lazy("确认成班"),
    "finish session": gettext_lazy("结束班次"),
    "cancel session": gettext_lazy("取消班次"),
    "view class": gettext_lazy("查看班级"),
    "mark attendance": gettext_lazy("点名"),
    "add on the spot": gettext_lazy("现场加学员"),
    "note in class": gettext_lazy("写课堂记录"),
    "print paper": gettext_lazy("取班级文件"),
    "issue certificate": gettext_lazy("发证书"),
    "reissue certificate": gettext_lazy("换发证书"),
    "withdraw certificate": gettext_lazy("作废证书"),
    "correct participant": gettext_lazy("更正学员"),
    "change letter": gettext_lazy("改信件文字"),
    "write to group": gettext_lazy("写信给全班"),
    "begin": gettext_lazy("起点"),
    "change capacity": gettext_lazy("改名额"),
    "reschedule": gettext_lazy("改时间地点"),
    "overrule": gettext_lazy("有冲突照排"),
    "ask to move": gettext_lazy("征询合班"),
    "answer move": gettext_lazy("答复合班征询"),
    "plan": gettext_lazy("在排期表里排"),
    "unplan": gettext_lazy("从排期表里删"),
    "answer": gettext_lazy("答复咨询"),
    "record inquiry": gettext_lazy("记下咨询"),
    "plan next step": gettext_lazy("改下一步"),
    "quote": gettext_lazy("报价"),
    "link enrollment": gettext_lazy("咨询转为报名"),
    "win inquiry": gettext_lazy("咨询成交"),
    "lose inquiry": gettext_lazy("咨询未成交"),
    "close inquiry": gettext_lazy("关闭咨询"),
    "reopen inquiry": gettext_lazy("重新打开咨询"),
    "merge customers": gettext_lazy("合并档案"),
    "undo merge": gettext_lazy("撤销合并"),
    "keep apart": gettext_lazy("不是同一个"),
    "add company name": gettext_lazy("加单位的写法"),
    "give company link": gettext_lazy("生成单位页面的链接"),
    "revoke company link": gettext_lazy("作废单位页面的链接"),
    "open company page": gettext_lazy("打开单位页面"),
    "export": gettext_lazy("导出名单"),
    "view": gettext_lazy("查看联系方式"),
    "show link": gettext_lazy("查看客户的链接"),
    "change note": gettext_lazy("改内部备注"),
    "change facts": gettext_lazy("改资料"),
    "release as planned": gettext_lazy("按计划公开大纲"),
    "delete course": gettext_lazy("删除课程"),
    "copy course": gettext_lazy("由另一门课程复制"),
    "send again": gettext_lazy("重新发送"),
    "search": gettext_lazy("查找"),
    "copy": gettext_lazy("取得个人信息副本"),
    "correct person": gettext_lazy("更正个人信息"),
    "withdraw consent": gettext_lazy("撤回同意"),
    "erase": gettext_lazy("删除个人信息"),
    "ask privacy": gettext_lazy("提出个人信息请求"),
    "print sheet": gettext_lazy("打开签到表"),
    "export sent": gettext_lazy("发出导出的文件"),
    "export ready": gettext_lazy("生成导出的文件"),
    "download": gettext_lazy("下载导出的文件"),
    "note wish": gettext_lazy("电话登记意向"),
    "answer request": gettext_lazy("答复个人信息请求"),
    "sign in": gettext_lazy("登录"),
    "sign out": gettext_lazy("退出登录"),
    "sign-in refused": gettext_lazy("登录被拒"),
    "sign-in blocked": gettext_lazy("登录次数太多"),
    "end sign-ins": gettext_lazy("退出别处的登录"),
    "set up factor": gettext_lazy("设置验证器"),
    "remove factor": gettext_lazy("去掉验证器"),
    "refused": gettext_lazy("没有权限"),
    "add account": gettext_lazy("新建账号"),
}
FIELDS = {
    "state": gettext_lazy("状态"),
    "seats": gettext_lazy("人数"),
    "reason": gettext_lazy("原因"),
    "capacity": gettext_lazy("名额"),
    "least": gettext_lazy("最少接受人数"),
    "unit_price": gettext_lazy("单价"),
    "session_price": gettext_lazy("新班次的价格"),
    "price": gettext_lazy("本班价格"),
    "minimum": gettext_lazy("成班人数"),
    "note": gettext_lazy("公开说明"),
    "closes_at": gettext_lazy("报名截止"),
    "strict_order": gettext_lazy("严格按先后"),
    "overbook": gettext_lazy("允许超额"),
    "named": gettext_lazy("已填学员"),
    "overtaken": gettext_lazy("越过"),
    "session": gettext_lazy("班次"),
    "moved_from": gettext_lazy("原报名"),
    "city": gettext_lazy("城市"),
    "venue": gettext_lazy("场地"),
    "month": gettext_lazy("月份"),
    "starts_on": gettext_lazy("开始日期"),
    "ends_on": gettext_lazy("结束日期"),
    "meeting_days": gettext_lazy("上课的日子"),
    "kind": gettext_lazy("种类"),
    "day": gettext_lazy("日期"),
    "half": gettext_lazy("半天"),
    "way": gettext_lazy("怎么签的"),
    "presence": gettext_lazy("出勤"),
    "number": gettext_lazy("编号"),
    "letters": gettext_lazy("封数"),
    "certificates": gettext_lazy("证书"),
    "version": gettext_lazy("版本"),
    "held_until": gettext_lazy("保留至"),
    "form": gettext_lazy("文件"),
    "filters": gettext_lazy("筛选"),
    "enrollments": gettext_lazy("报名"),
    "columns": gettext_lazy("列"),
    "rows": gettext_lazy("行数"),
    "size": gettext_lazy("大小"),
    "listing": gettext_lazy("每行一个"),
    "sessions": pgettext_lazy("many", "班次"),
    "inquiries": pgettext_lazy("many", "咨询"),
    "companies": pgettext_lazy("customers", "单位"),
    "corrected": gettext_lazy("更正"),
    "added": gettext_lazy("新增"),
    "removed": gettext_lazy("删除"),
    "receipt": gettext_lazy("回执编号"),
    "request": gettext_lazy("请求"),
    "merged": gettext_lazy("另一份档案"),
    "next_on": gettext_lazy("下一步的日期"),
    "owner": gettext_lazy("跟进人"),
    "quote_amount": gettext_lazy("报价（元）"),
    "quote_until": gettext_lazy("报价有效至"),
    "enrollment": pgettext_lazy("one", "报名"),
    "colleagues": gettext_lazy("也看同事报的"),
    "person": gettext_lazy("联系人档案"),
    "limit": gettext_lazy("限制"),
    "page": gettext_lazy("页面"),
    "answer": gettext_lazy("答复"),
    "parties": gettext_lazy("几方"),
    "clashes": gettext_lazy("冲突"),
    "starts_at": gettext_lazy("每天几点开始"),
    "ends_at": gettext_lazy("每天几点结束"),
    "room": gettext_lazy("教室"),
    "ended": gettext_lazy("退出的登录"),
    "groups": gettext_lazy("角色"),
    "copied_from": gettext_lazy("原课程"),
    "asked_by": gettext_lazy("谁定的"),
    "release_at": gettext_lazy("定于何时公开"),
}
STATES = {
    "enrollment": dict(EnrollmentState.choices),
    "session": dict(SessionState.choices),
    "inquiry": dict(InquiryState.choices),
}
WORDS = {
    "answer": dict(Answer.choices),
    "clashes": clash_words.KINDS,
    "kind": dict(MessageKind.choices),
    "request": dict(RequestKind.choices),
    "presence": dict(Presence.choices),
    "half": dict(Half.choices),
    "way": dict(Way.choices),
    "corrected": {
        "contact_name": gettext_lazy("联系人"),
        "contact_phone": gettext_lazy("手机"),
        "contact_email": gettext_lazy("邮箱"),
        "company": gettext_lazy("单位"),
    },
}
THINGS = {
    "enrollment": pgettext_lazy("one", "报名"),
    "enrollments": gettext_lazy("报名名单"),
    "sessions": gettext_lazy("班次清单"),
    "inquiries": gettext_lazy("咨询清单"),
    "companies": gettext_lazy("单位清单"),
    "figures": gettext_lazy("经营数据"),
    "session": pgettext_lazy("one", "班次"),
    "inquiry": gettext_lazy("咨询"),
    "person": gettext_lazy("个人信息"),
    "page": gettext_lazy("后台页面"),
}
PLACES = {
    "city": City,
    "venue": Venue,
    "category": Category,
    "instructors": Instructor,
    "copied_from": Course,
}
MODELS = {
    model._meta.model_name: model
    for label in ("catalog", "enrollment", "auth")
    for model in apps.get_app_config(label).get_models()
}


def verb_name(event: AuditEvent) -> str:
    return str(VERBS.get(event.verb, event.verb))


def actor_words(event: AuditEvent) -> str:
    """Staff by their account; everybody else by what they are."""
    return str(ACTORS.get(event.actor, event.actor.removeprefix("staff:")))


def thing_words(event: AuditEvent) -> str:
    """Which kind of thing, and its id where it has one."""
    known, kind = MODELS.get(event.object_type), event.object_type
    name = THINGS.get(kind) or (known._meta.verbose_name if known else kind)
    return f"{name} {event.object_id}".strip()


def events_of(thing) -> list[dict]:
    """The newest events of one object, in words; the parties' events of a session are theirs."""
    events = AuditEvent.objects.filter(
        object_type=thing._meta.model_name, object_id=str(thing.pk)
    ).exclude(verb__in=("view", "view class"))[:SHOWN]
    return [
        {
            "event": event,
            "actor": actor_words(event),
            "verb": verb_name(event),
            "changes": changes_of(event),
        }
        for event in events
    ]


def changes_of(event: AuditEvent) -> list[tuple[str, str]]:
    """What changed, in words: a pair of values is the old one and the new one."""
    found = []
    for name, value in event.changes.items():
        if event.verb == "export":
            said = _exported(name, value)
        else:
            values = value if isinstance(value, list) else [value]
            between = "、" if name in LISTS else " → "
            said = between.join(_display(event.object_type, name, one) for one in values)
        found.append((_field(event.object_type, name), said))
    return found


def _field(kind: str, name: str) -> str:
    """What a field is called; ``coursedetail.text`` is one of the rows beside the object."""
    model_name, _dot, field = name.rpartition(".")
    model = MODELS.get(model_name or kind)
    if name in FIELDS and not (model is Course and _has_field(model, field)):
        return str(FIELDS[name])  # the price of a course is not that of a session
    if model is None:
        return name
    try:
        found = model._meta.get_field(field)
    except FieldDoesNotExist:
        return name
    label = str(getattr(found, "verbose_name", name))
    return f"{model._meta.verbose_name} {label}" if model_name else label


def _has_field(model, name: str) -> bool:
    return name in {field.name for field in model._meta.get_fields()}


def _kind_or_field(kind: str, name: str) -> str:
    if name in WORDS["corrected"]:
        return str(WORDS["corrected"][name])
    return str(MODELS[name]._meta.verbose_name) if name in MODELS else _field(kind, name)


def _exported(name: str, value) -> str:
    """A fact of an export: the columns are kept by their Chinese names."""
    if name == "listing" and value in LISTINGS:
        return str(LISTINGS[value].row)
    return gettext("、").join(map(gettext, value)) if name == "columns" else _plain(value)


def _plain(value) -> str:
    if isinstance(value, dict):
        return gettext("，").join(f"{name} {one}" for name, one in value.items()) or "—"
    return gettext("、").join(map(str, value)) if isinstance(value, list) else str(value)


def _place(model, pk: int) -> str:
    """The name of the row, or its key where it is gone; the names of all are remembered."""
    column = "title" if model is Course else "name"
    key = f"names.{model.__name__}"

    def read() -> dict[int, str]:
        return dict(model.objects.values_list("pk", column))

    names = remembered(key, read)
    if pk not in names:  # a row of a moment ago
        caches["reads"].delete(key)
        names = remembered(key, read)
    return names.get(pk, str(pk))


def _display(kind: str, name: str, value) -> str:
    if value is None or value == "" or value == []:
        return "—"
    if isinstance(value, list):
        return gettext("、").join(_display(kind, name, one) for one in value)
    return _display_one(kind, name, value)


def _display_one(kind: str, name: str, value) -> str:
    if name in ("added", "removed", "corrected"):
        return _kind_or_field(kind, str(value))
    if name in PLACES and isinstance(value, int):
        return _place(PLACES[name], value)
    if name == "asked_by":
        return str(value).removeprefix("staff:")
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if name in {"held_until", "closes_at"} and (moment := parse_datetime(str(value))):
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
    words = WORDS.get(name, {}) if name != "state" else STATES.get(kind, {})
    return str(words.get(str(value)) or _choice(kind, name, value))


def _choice(kind: str, name: str, value):
    """The name of a choice of a field of the object, else the value itself."""
    model = MODELS.get(kind)
    field = model._meta.get_field(name) if model and _has_field(model, name) else None
    return dict(getattr(field, "choices", None) or {}).get(value, value)
