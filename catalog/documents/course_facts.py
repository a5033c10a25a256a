"""A course of the database as the facts that documents print, in the reader's language."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.documents.card import CardFacts
from catalog.documents.printed_facts import Contact, CourseFacts, Line, SessionFacts, printable
from catalog.domain.date_formats import dates, in_days, yuan
from catalog.domain.detail_names import detail_name
from catalog.domain.english_outline import items_in_english
from catalog.domain.pricing import price_of_sessions
from catalog.models import Course, Office
from catalog.models.course import name_for
from catalog.models.session_state import SessionState
from catalog.models.translations import in_english, translated
from catalog.outline.tree import Outlined
from catalog.queries.availability import availability
from catalog.queries.catalogue import sessions_of
from catalog.queries.sale_terms import seller

CHANNEL = "poster"  # what the address in the QR code says of where the reader comes from


def course_facts(course: Course, *, today) -> CourseFacts:
    """Six queries; ``course`` brings its category."""
    url = settings.SITE_URL + course.get_absolute_url()
    sessions = list(sessions_of([course], today=today).select_related("venue"))
    items: Iterable[Outlined] = items_in_english(course) if in_english() else []
    if not items and course.outline:
        items = course.outline.items.order_by("position")
    return CourseFacts(
        language="en" if (get_language() or "").startswith("en") else "zh",
        words=_words(),
        title=printable(translated(course, "title")),
        category=printable(name_for(course.category)),
        code=printable(course.code),
        summary=printable(translated(course, "summary")),
        price=price_of_sessions(course, sessions).words,
        days=in_days(course.days) if course.days else "",
        includes=_lines(translated(course, "includes")),
        audience=_lines(translated(course, "audience")),
        details=tuple(
            (printable(detail_name(one.name)), printable(translated(one, "text")))
            for one in course.details.all()
        ),
        instructors=tuple(
            (
                printable(translated(one, "name")),
                printable(translated(one, "title")),
                printable(translated(one, "bio")),
            )
            for one in course.instructors.all()
        ),
        runs=_runs(course, sessions),
        lines=printed_lines(items),
        contacts=_contacts(),
        company=printable(translated(seller(), "legal_name")),
        url=url,
        poster_url=f"{short_url(course)}?from={CHANNEL}",
    )


def site_facts() -> CardFacts:
    """What the card of the site says where a page has none of its own; two queries."""
    contacts = _contacts()
    return CardFacts(
        kicker="Kaike 开课",
        title=(" " if in_english() else "").join([_("让每一位学员"), _("带着方法回到网点")]),
        summary=_("银行业培训课程：看大纲、看城市与日期，一张表为整个团队报名。"),
        offer=contacts[0].phone if contacts else "",
        seller=printable(translated(seller(), "legal_name")),
    )


def short_url(course: Course) -> str:
    """The shortest address of the course: its code makes a coarser QR code, easier to scan."""
    return settings.SITE_URL + reverse("catalog:short_link", args=[course.code])


def printed_lines(items: Iterable[Outlined]) -> tuple[Line, ...]:
    """The items that stand in the text, as documents print them."""
    return tuple(
        Line(item.depth, item.kind, printable(item.label), printable(item.title))
        for item in items
        if not item.implied
    )


def _runs(course: Course, sessions: list) -> tuple[SessionFacts, ...]:
    return tuple(
        SessionFacts(
            city=printable(name_for(session.city)),
            when=_when(session),
            venue=printable(translated(session.venue, "name")) if session.venue else "",
            price=yuan(course.price if session.price is None else session.price),
        )
        for session in sessions
    )


def _when(session) -> str:
    """Paper must not pass a plan off as a date."""
    said = dates(session)
    if session.state == SessionState.PLANNED:
        said = _("%(dates)s（计划中）") % {"dates": said}
    elif availability(session, now=timezone.now()).kind == "full":
        said = _("%(dates)s（候补）") % {"dates": said}
    return said


def _contacts() -> tuple[Contact, ...]:
    names = ("name", "phone", "contact_person", "address", "email")
    rows = [[translated(office, name) for name in names] for office in Office.objects.public()]
    return tuple(Contact(*map(printable, row)) for row in rows)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(printable(line) for line in text.splitlines() if printable(line))


def _words() -> dict[str, str]:
    """The captions of all documents."""
    return {
        "price": _("课程价格（每人）"),
        "days": _("天数"),
        "includes": _("价格包含"),
        "colon": _("："),
        "comma": _("、"),
        "runs": _("开课城市与日期"),
        "no_runs": _("近期没有公开班，人数较多时可以安排到行内训。"),
        "more_runs": _("另有 %(n)d 个班次，扫码查看"),
        "audience": _("适合对象"),
        "instructors": _("讲师"),
        "outline": _("课程大纲"),
        "contact": _("联系与报名"),
        "phone": _("报名电话"),
        "scan": _("扫码看完整大纲、余座与报名"),
        **_letter(),
        **_slip(),
    }


def _letter() -> dict[str, str]:
    return {
        "notice": _("关于举办“%(title)s”\n培训班的通知"),
        "dear": _("各有关单位："),
        "opening": _("现将“%(title)s”培训班的有关事项通知如下。"),
        "numbers": _("一、 二、 三、 四、 五、"),
        "anyone": _("银行业相关岗位人员"),
        "when": _("培训时间与地点"),
        "content": _("培训内容"),
        "whole_outline": _("完整大纲见："),
        "fee": _("培训费用"),
        "each": _("每人 %(price)s。"),
        "how": _("报名办法"),
        "online": _("在网上报名：%(url)s，或填写后附的报名回执发送给我们。"),
        "day": _("　　年　　月　　日"),
        "city": _("城市"),
        "date": _("日期"),
        "venue": _("场地"),
    }


def _slip() -> dict[str, str]:
    return {
        "annex": _("附件"),
        "slip": _("报名回执"),
        "course": _("课程"),
        "company": _("单位名称"),
        "seats": _("报名人数"),
        "person": _("联系人"),
        "invoice": _("发票抬头"),
        "tax": _("税号"),
        "number": _("序号"),
        "name": _("姓名"),
        "job": _("部门与职务"),
        "mobile": _("手机"),
        "session": _("班次（城市与日期）"),
        "send": _("请将回执发送至 %(email)s。我们会在收到后与联系人确认座位。"),
    }
