"""Lists for sales: one row for each seat, named or not."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.tabular import Column
from enrollment.models import Enrollment, Participant


@dataclass(frozen=True, slots=True)
class Seat:
    enrollment: Enrollment
    position: int
    participant: Participant | None


def seats_of(enrollments) -> Iterator[Seat]:
    """A party of three gives three rows; a seat without a name says so."""
    rows = enrollments.with_names().prefetch_related("participants")
    for enrollment in rows.iterator(chunk_size=500):
        people = {person.position: person for person in enrollment.participants.all()}
        for position in range(1, enrollment.seats + 1):
            yield Seat(enrollment, position, people.get(position))


def columns() -> list[Column]:
    return [
        Column(_("报名编号"), lambda seat: seat.enrollment.code, 12),
        Column(_("状态"), lambda seat: seat.enrollment.get_state_display(), 10),
        Column(_("课程"), lambda seat: seat.enrollment.session.course.title, 34),
        Column(_("城市"), lambda seat: seat.enrollment.session.city.name, 10),
        Column(_("月份"), lambda seat: f"{seat.enrollment.session.month:%Y-%m}", 10),
        Column(_("开始日期"), lambda seat: seat.enrollment.session.starts_on, 12),
        Column(_("结束日期"), lambda seat: seat.enrollment.session.ends_on, 12),
        Column(_("单位"), lambda seat: seat.enrollment.company, 24),
        Column(_("联系人"), lambda seat: seat.enrollment.contact_name, 12),
        Column(_("联系人手机"), lambda seat: seat.enrollment.contact_phone, 16),
        Column(_("邮箱"), lambda seat: seat.enrollment.contact_email, 24),
        Column(_("人数"), lambda seat: seat.enrollment.seats, 8),
        Column(_("单价（元/人）"), lambda seat: seat.enrollment.unit_price, 14),
        Column(_("座位"), lambda seat: seat.position, 8),
        Column(
            _("学员姓名"), lambda seat: seat.participant.name if seat.participant else _("待定"), 12
        ),
        Column(_("学员手机"), lambda seat: seat.participant.phone if seat.participant else "", 16),
        Column(
            _("学员职务"), lambda seat: seat.participant.job_title if seat.participant else "", 16
        ),
        Column(_("报名时间"), lambda seat: f"{seat.enrollment.created_at:%Y-%m-%d %H:%M} UTC", 20),
    ]
