"""What ``manage.py check`` says of the machine."""

from django.conf import settings
from django.core.checks import Warning as Advice
from django.core.checks import register

from catalog.documents.fonts import NoFont, find_font


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
