"""What a party pays, the way papers and messages print it."""

from decimal import Decimal

from catalog.domain.date_formats import yuan
from enrollment.models import Enrollment


def price_text(price: Decimal | None) -> str:
    """¥29,000 a person; "" while it is on request."""
    return "" if price is None else yuan(price)


def price_of(enrollment: Enrollment) -> str:
    """¥29,000 × 3 = ¥87,000 in CNY; "" while the price is on request."""
    if enrollment.unit_price is None:
        return ""
    total = yuan(enrollment.total_price)
    if enrollment.seats == 1:
        return total
    return f"{yuan(enrollment.unit_price)} × {enrollment.seats} = {total}"
