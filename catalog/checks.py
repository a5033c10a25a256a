"""What ``manage.py check`` says of the machine."""

from django.conf import settings
from django.core.checks import Error, register
from django.core.checks import Warning as Advice

from catalog.documents.fonts import NoFont, find_font
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
def public_records(app_configs, **kwargs):
    """A site in mainland China must show both numbers; one elsewhere says none."""
    return [
        Advice(
            f"{name} is not set: a site in mainland China must show it at the foot of each page.",
            hint=f"{name}=… as it was given to you, or {name}=none for a site elsewhere.",
            id="catalog.W002",
        )
        for name in ("ICP_NUMBER", "POLICE_NUMBER")
        if not getattr(settings, name)
    ]


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
