"""PURE. A sum of money as people type it: 2980, 2,980.50, ￥2980元, 2.98万, －300."""

import re
import unicodedata
from decimal import Decimal

LONGEST = 40
AMOUNT = re.compile(
    r"([-−–]?)\s?(?:¥|rmb|cny)?\s?([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(\.[0-9]+)?\s?(万?)\s?"
    r"(?:元|块)?(?:\s?[/每]\s?(?:人|位))?",
    re.IGNORECASE,
)


class NotAnAmount(ValueError):
    pass


def amount_in(text: str) -> Decimal:
    """The sum in yuan, with all the digits that were typed. Raises NotAnAmount, never guesses."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).strip().replace("。", ".")
    found = AMOUNT.fullmatch(text) if len(text) < LONGEST else None
    if found is None:
        raise NotAnAmount
    sign, whole, part, many = found.groups()
    amount = Decimal(whole.replace(",", "").replace(" ", "") + (part or ""))
    if many:
        amount = (amount * 10_000).normalize()
        amount = amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount
    return -amount if sign else amount
