"""What a course costs where its sessions differ: never a figure that one of them contradicts."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalog.domain.date_formats import yuan
from catalog.models import Course, Session


class PriceRange(NamedTuple):
    """CNY per person; ``None`` is on request. ``differs``: not every session costs ``low``."""

    low: Decimal | None
    high: Decimal | None
    differs: bool

    @property
    def is_known(self) -> bool:
        return self.low is not None

    @property
    def words(self) -> str:
        """¥26,800, or ¥26,800 起 where some cost more or are on request."""
        if not (self.differs and self.is_known):
            return yuan(self.low)
        return _("%(price)s 起") % {"price": yuan(self.low)}


def price_range(course_price: Decimal | None, own_prices: Iterable[Decimal | None]) -> PriceRange:
    """``own_prices`` are those of the sessions to come, ``None`` where they cost what the course
    does; without any session it is the course's own price."""
    prices = {course_price if price is None else price for price in own_prices} or {course_price}
    known = [price for price in prices if price is not None]
    if not known:
        return PriceRange(None, None, differs=False)
    return PriceRange(min(known), max(known), differs=len(prices) > 1)


def price_of_sessions(course: Course, sessions: Iterable[Session]) -> PriceRange:
    """Return the lowest and highest price of the sessions."""
    return price_range(course.price, (session.price for session in sessions))
