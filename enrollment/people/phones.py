"""PURE. Telephone numbers written one way: mainland by default, an extension is kept."""

import re
import unicodedata

import phonenumbers

from catalog.outline.tree import gettext_noop
from catalog.text.inbound import without_marks

MAX_TYPED = 60  # characters
BEFORE_EXTENSION = r"[转轉]\s?(?:分[机機])?|分[机機]号?|内线|內線|extn?\.?|extension|x|#"
EXTENSION = re.compile(
    rf"\s{{0,9}}(?:{BEFORE_EXTENSION}|,)\s{{0,9}}:?\s{{0,9}}(\d{{1,6}})$", re.IGNORECASE
)
DASHED_EXTENSION = re.compile(
    r"^(\(?0(?!086)\d{2,3}\)?[- ]?(?:\d{7,8}|\d{3,4}[- ]\d{4}))-(\d{1,5})$"
)
MOBILE = re.compile(r"1[3-9]\d{9}")
NEARLY_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{5,8}|1[3-9]\d{10,12})")
LANDLINE = re.compile(r"(?:10|2\d)\d{8}|[3-9]\d{2}\d{7,8}")  # area code without its 0
HOTLINE = re.compile(r"[48]00\d{7}")
ABROAD = re.compile(r"^00(?=[1-9])")
# Hong Kong, Macau and Taiwan as people write them: without + and without 00.
NEIGHBOUR = re.compile(r"852[2-9]\d{7}|853(?:28|6\d)\d{6}|8860?9\d{8}")
# Numbers as they are dialled in a country that is not said: nothing is added to them.
MOBILE_ELSEWHERE = re.compile(r"09\d{8}")  # no mainland area has so short a number
WRITTEN_ELSEWHERE = re.compile(  # 0380 000 101, 02-2000-0013: no mainland number is written so
    r"0[3578]\d\d[ .-]\d{3}[ .-]\d{3}|(?:\(0[2-9]\)[ -]?|0[2-9][ -])\d{3,4}[ -]?\d{4}"
)
# Said beside a number and no part of it: 139…（微信同号）.
BESIDE = re.compile(
    r"\s{0,9}[(\[]?(?:微信|V信?|VX|wechat)?(?:同号|同步|同微信|同此?号码)[)\]]?$|\s{0,9}[(\[](?:微信|本人|手机)[)\]]$",
    re.IGNORECASE,
)
BETWEEN_DIGITS = re.compile(r"[\s\-‐-―().·'’＇_]")
BY_COMMAS = re.compile(r"1[3-9]\d(?:,\d{4}){2}|1[3-9](?:,\d{3}){3}")  # as sums of money are
BETWEEN_GROUPS = re.compile(r"[ .()-]+")
NO_DIGIT = re.compile(r"\D")
SPOILT = re.compile(r"[\d.]+[eE]\+?\d+")
DIGITS_OF_A_MOBILE = 11

NO_NUMBER = gettext_noop("这不像电话号码，请写成 139 0000 0000 或 0871-6000 0000。")
WRONG_LENGTH = gettext_noop("手机号应是 11 位，这里有 %(digits)d 位，请核对。")
NOT_MAINLAND = gettext_noop("这不是大陆手机号，请写成 139 0000 0000。")
NO_AREA_CODE = gettext_noop("座机请加上区号，例如 0871-6000 0000。")
WRONG_DIGITS = gettext_noop("电话号码的位数不对，请写成 139 0000 0000 或 0871-6000 0000。")
CUT_BY_EXCEL = gettext_noop(
    "表格软件把这个号码变成了 %(text)s，后面几位已经丢失。请把单元格设为“文本”再重新填写。"
)


class PhoneInvalid(ValueError):
    """The text is no telephone number; ``message`` is translated and filled in by the edges."""

    def __init__(self, message: str, **params):
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


def normalise(text: str) -> str:
    """13900000001 for a mainland mobile, 087160000000转801, +85261234567 for others.

    Raises PhoneInvalid.
    """
    wide = without_marks(unicodedata.normalize("NFKC", text[: MAX_TYPED * 2])).strip()[:MAX_TYPED]
    if SPOILT.fullmatch(wide):
        raise PhoneInvalid(CUT_BY_EXCEL, text=wide)
    if BY_COMMAS.fullmatch(wide):
        return wide.replace(",", "")
    number, extension = _parted(BESIDE.sub("", wide.removesuffix(".0")))
    if WRITTEN_ELSEWHERE.fullmatch(number.strip()):
        return _with_extension(BETWEEN_GROUPS.sub("-", number).strip("-"), extension)
    if MOBILE_ELSEWHERE.fullmatch(digits := NO_DIGIT.sub("", number)):
        return digits
    number = _with_country(ABROAD.sub("+", BETWEEN_DIGITS.sub("", number)))
    if MOBILE.fullmatch(number) and not extension:
        return number
    if nearly := NEARLY_MOBILE.fullmatch(number):
        raise PhoneInvalid(WRONG_LENGTH, digits=len(nearly[1]))
    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException as error:
        raise PhoneInvalid(NO_NUMBER) from error
    is_mainland = parsed.country_code == 86
    plain = _mainland(parsed, number) if is_mainland else _foreign(parsed)
    return _with_extension(plain, extension)


def _with_extension(number: str, extension: str) -> str:
    return f"{number}转{extension}" if extension else number


def _with_country(number: str) -> str:
    """The number with the + that its writer left out before a country that is written."""
    return f"+{number}" if NEIGHBOUR.fullmatch(number) else number


def _parted(text: str) -> tuple[str, str]:
    """The number and its extension, "" where it has none."""
    if found := EXTENSION.search(text):
        return text[: found.start()], found[1]
    if found := DASHED_EXTENSION.match(text):
        return found[1], found[2]
    return text, ""


def _mainland(parsed, typed: str) -> str:
    national = str(parsed.national_number)
    hotline = HOTLINE.fullmatch(national) and not typed.startswith("0")
    if MOBILE.fullmatch(national) or hotline:
        return national
    if LANDLINE.fullmatch(national):
        return f"0{national}"
    is_landline = typed.startswith("0") and not national.startswith("1")
    if len(national) == DIGITS_OF_A_MOBILE and not is_landline:
        raise PhoneInvalid(NOT_MAINLAND)
    raise PhoneInvalid(NO_AREA_CODE if len(national) in (7, 8) else WRONG_DIGITS)


def _foreign(parsed) -> str:
    if not phonenumbers.is_possible_number(parsed):
        raise PhoneInvalid(WRONG_DIGITS)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def masked(phone: str) -> str:
    """139****0001: enough to recognise one's own, too little to call."""
    number = phone.partition("转")[0]
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 9 else "****"


def last_four(phone: str) -> str:
    """The last four digits of the number itself, its extension aside."""
    return NO_DIGIT.sub("", phone.partition("转")[0])[-4:]
