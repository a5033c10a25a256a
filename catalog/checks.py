"""What ``manage.py check`` says of the machine."""

from django.conf import settings
from django.core.checks import Error, register
from django.core.checks import Warning as Advice
from django.db import DatabaseError

from catalog.documents.fonts import NoFont, find_font
from catalog.models import Guidance, Office, Picture, RefundRule, Seller
from catalog.models.trust import GuidancePlace
from catalog.views.client_address import ProxiesInvalid, networks


@register
def chinese_font(app_configs, **kwargs):
    try:
        find_font(settings.CJK_FONT_FILE)
    except NoFont:
        named = settings.CJK_FONT_FILE
        return [
            Advice(
                f"CJK_FONT_FILE={named}: no font can be read there."
                if named
                else "No Chinese font was found: posters and brochures will answer 503.",
                hint="Debian, Ubuntu: apt install fonts-noto-cjk (or fonts-wqy-microhei); or set"
                " CJK_FONT_FILE to a .ttc, .otf or .ttf file with Chinese characters.",
                id="catalog.W001",
            )
        ]
    return []


@register
def trusted_proxies(app_configs, **kwargs):
    """In production a proxy speaks for all visitors: without its name they are one visitor."""
    said = proxies_refusal(settings.TRUSTED_PROXIES, production=settings.PRODUCTION)
    return [Error(said, id="catalog.E001")] if said else []


@register(deploy=True)
def what_readers_look_for(app_configs, **kwargs):
    """In production: what a customer looks for before paying, and nobody has filled in."""
    try:
        missing = list(_missing())
    except DatabaseError:
        return []  # another check says so
    return [Advice(f"{name} is not set: {why}", id="catalog.W002") for name, why in missing]


def _missing():
    if not settings.ICP_NUMBER:
        yield (
            "ICP_NUMBER",
            "a site in mainland China must print it; none for one elsewhere.",
        )
    if not settings.POLICE_NUMBER:
        yield "POLICE_NUMBER", "the 公安备案号 belongs in the foot, within 30 days of the opening."
    yield from _missing_of_the_seller()
    yield from _missing_of_the_offices()


def _missing_of_the_seller():
    sells = Seller.objects.first() or Seller()
    for field in ("legal_name", "tax_number", "bank", "account", "invoice_kinds", "contract"):
        if not getattr(sells, field):
            yield f"公司主体 {field}", "banks ask for it before they pay (back office, 公司主体)."
    if not RefundRule.objects.exists():
        yield "退改规则", "readers are told no refund rules (back office, 退改规则)."
    elif not RefundRule.objects.filter(days_before=0).exists():
        yield "退改规则 0", "no rule says what the last days before a session pay back."
    for place in GuidancePlace:
        if not Guidance.objects.filter(place=place).exists():
            yield f"须知 {place.label}", "that page says nothing yet (back office, 须知)."


def _missing_of_the_offices():
    offices = list(Office.objects.public())
    for field in ("phone", "hours", "wechat"):
        if not any(getattr(office, field) for office in offices):
            yield f"联系方式 {field}", "no public office has one (back office, 联系方式)."
    if not Picture.objects.filter(office__in=offices).exists():
        yield "微信二维码", "no adviser can be added by scanning (back office, 图片, 联系方式)."


def proxies_refusal(proxies: list[str], *, production: bool) -> str:
    """What is wrong with TRUSTED_PROXIES, in one sentence; "" where nothing is."""
    try:
        networks(tuple(proxies))
    except ProxiesInvalid as wrong:
        return f"TRUSTED_PROXIES: {wrong}; write addresses or networks, for example 127.0.0.1."
    if production and not proxies:
        return (
            "TRUSTED_PROXIES is missing: all visitors would share one limit. Name the proxies in "
            "front of this server, for example TRUSTED_PROXIES=127.0.0.1, unix for a socket, or "
            "none where no proxy stands before it."
        )
    return ""
