"""What a party pays, the way papers and messages print it."""

from decimal import Decimal

from enrollment.models import Enrollment


def price_text(price: Decimal | None) -> str:
    """¥29,000 a person; "" while it is on request."""
    return "" if price is None else f"¥{price:,.2f}".removesuffix(".00")


def price_of(enrollment: Enrollment) -> str:
    """¥29,000 × 3 = ¥87,000 in CNY; "" while the price is on request."""
    if enrollment.unit_price is None:
        return ""
    each, total = f"¥{enrollment.unit_price:,.2f}", f"¥{enrollment.total_price:,.2f}"
    if enrollment.seats == 1:
        return total.removesuffix(".00")
    return f"{each.removesuffix('.00')} × {enrollment.seats} = {total.removesuffix('.00')}"
