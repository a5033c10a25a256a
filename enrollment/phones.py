"""Telephone numbers written one way: mainland numbers by default, an extension is kept."""

import re
import unicodedata

import phonenumbers
from django.utils.translation import gettext as _

EXTENSION = re.compile(r"\s*(?:转|轉|ext\.?|x|#)\s*(\d{1,6})$", re.IGNORECASE)


class PhoneInvalid(ValueError):
    """The text is no telephone number; ``str()`` is for the person who typed it."""


def normalise(text: str) -> str:
    """13900000001 for a mainland mobile, +8687160001234 style for others, 转801 kept.

    Raises PhoneInvalid.
    """
    wide = unicodedata.normalize("NFKC", text).strip()[:60]
    extension = EXTENSION.search(wide)
    number = wide[: extension.start()] if extension else wide
    number = re.sub(r"^00", "+", re.sub(r"[\s\-—–().]", "", number))
    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException as error:
        raise PhoneInvalid(_("这不像电话号码，请写成 139 0000 0000 或 0871-6000-0000。")) from error
    if not phonenumbers.is_possible_number(parsed):
        raise PhoneInvalid(_("电话号码的位数不对，请写成 139 0000 0000 或 0871-6000-0000。"))
    if parsed.country_code == 86:
        national = str(parsed.national_number)
        is_mobile = re.fullmatch(r"1[3-9]\d{9}", national) is not None
        # Only Beijing's area code, 10, begins with a 1 as mobile numbers do.
        if national.startswith("1") and not national.startswith("10") and not is_mobile:
            raise PhoneInvalid(_("这不是大陆手机号，请写成 139 0000 0000。"))
        plain = national if is_mobile else f"0{national}"
    else:
        plain = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain}转{extension[1]}" if extension else plain


def masked(phone: str) -> str:
    """138****8000: enough to recognise, not enough to call."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else "****"
