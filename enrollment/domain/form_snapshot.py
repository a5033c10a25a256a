"""What a form showed of its session, and what of it is no longer so."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.domain.date_formats import dates, yuan
from catalog.models import City, Session, Venue
from catalog.models.course import name_for
from enrollment.domain import waiting_list
from enrollment.domain.terms import terms_of

NOTHING = "-"
DATES = ("month", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class FormSnapshot:
    """Price in CNY per person, ``None`` on request; ``city`` and ``venue`` are keys.

    ``early``: it takes pre-registrations; ``holds``: seats are kept first, whoever enrolls;
    ``waits``: even one seat is not free at once.
    """

    price: Decimal | None
    month: date
    starts_on: date | None
    ends_on: date | None
    meeting_days: tuple[str, ...]  # empty: every day from the first to the last
    city: int
    venue: int | None
    early: bool
    holds: bool
    waits: bool

    def as_text(self) -> str:
        """Letters, digits, - and _ only."""
        days = ",".join(self.meeting_days) or None
        facts = [self.price, self.month, self.starts_on, self.ends_on, days, self.city, self.venue]
        written = [NOTHING if fact is None else str(fact) for fact in facts]
        flags = "".join(str(int(flag)) for flag in (self.early, self.holds, self.waits))
        text = "|".join([*written, flags])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def from_text(text: str) -> FormSnapshot | None:
    """What ``as_text`` wrote; ``None`` for anything else."""
    try:
        plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        price, month, starts_on, ends_on, days, city, venue, flags = plain.split("|")
        early, holds, waits = (flag == "1" for flag in flags)
        return FormSnapshot(
            price=None if price == NOTHING else Decimal(price),
            month=date.fromisoformat(month),
            starts_on=_day(starts_on),
            ends_on=_day(ends_on),
            meeting_days=() if days == NOTHING else _days(days),
            city=int(city),
            venue=None if venue == NOTHING else int(venue),
            early=early,
            holds=holds,
            waits=waits,
        )
    except (binascii.Error, InvalidOperation, UnicodeDecodeError, ValueError):
        return None


def _day(text: str) -> date | None:
    return None if text == NOTHING else date.fromisoformat(text)


def _days(text: str) -> tuple[str, ...]:
    return tuple(f"{date.fromisoformat(day)}" for day in text.split(","))


def snapshot_of(session: Session, *, now: datetime) -> FormSnapshot:
    """What a page rendered now shows. Reads ``course`` and ``terms``."""
    return FormSnapshot(
        price=session.unit_price,
        month=session.month,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        meeting_days=tuple(session.meeting_days),
        city=session.city_id,
        venue=session.venue_id,
        early=session.takes_preregistrations(today=timezone.localdate(now)),
        holds=terms_of(session).needs_approval,
        waits=not waiting_list.has_room(session, 1, now=now),
    )


def sentences(shown: FormSnapshot, session: Session, *, now: datetime) -> list[str]:
    """What moved since, each with its old and new value; a price that fell is not worth a word.

    Names of places are looked up only where the place is another one.
    """
    changes = []
    if _costs_more(shown.price, session.unit_price):
        prices = {"old": yuan(shown.price), "new": yuan(session.unit_price)}
        changes.append(_("价格从 %(old)s 变为 %(new)s") % prices)
    changes += _other_dates(shown, session)
    if shown.city != session.city_id:
        pair = _names(City, shown.city, session.city_id)
        changes.append(_moved(_("城市从 %(old)s 变为 %(new)s"), *pair))
    if shown.venue != session.venue_id:
        pair = _names(Venue, shown.venue, session.venue_id)
        changes.append(_moved(_("场地从 %(old)s 变为 %(new)s"), *pair))
    early = session.takes_preregistrations(today=timezone.localdate(now))
    if shown.early != early:
        ways = {True: _("预登记"), False: _("正式报名")}
        changes.append(_moved(_("报名方式从%(old)s变为%(new)s"), ways[shown.early], ways[early]))
    holds = terms_of(session).needs_approval
    if shown.holds != holds and not early:
        ways = {True: _("先占位后确认"), False: _("直接确认")}
        changes.append(_moved(_("报名方式从%(old)s变为%(new)s"), ways[shown.holds], ways[holds]))
    return changes


def _other_dates(shown: FormSnapshot, session: Session) -> list[str]:
    if all(getattr(shown, name) == getattr(session, name) for name in DATES) and (
        [*shown.meeting_days] == session.meeting_days
    ):
        return []
    before = Session(
        **{name: getattr(shown, name) for name in DATES}, meeting_days=[*shown.meeting_days]
    )
    if all(getattr(before, name) == getattr(session, name) for name in (*DATES, "days")):
        return []
    return [_moved(_("日期从 %(old)s 变为 %(new)s"), dates(before), dates(session))]


def _costs_more(old: Decimal | None, new: Decimal | None) -> bool:
    """A price that is told at last, or no longer, is another one too."""
    return old != new and (old is None or new is None or new > old)


def _moved(sentence: str, old: str, new: str) -> str:
    return sentence % {"old": old, "new": new}


def _names(model: type[City] | type[Venue], *keys: int | None) -> list[str]:
    rows = model.objects.in_bulk([key for key in keys if key is not None])
    return [_name(rows.get(key)) for key in keys]


def _name(place: City | Venue | None) -> str:
    if place is None:
        return _("待定")
    return name_for(place) if isinstance(place, City) else place.name
