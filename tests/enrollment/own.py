"""Addresses of an own page and a browser that knows the telephone number, for tests."""

import re

from django.urls import reverse

from enrollment.domain.links import token_for


def url(enrollment, name: str = "my") -> str:
    return reverse(f"enrollment:{name}", args=[token_for(enrollment)])


def unlocked(client, enrollment, digits: str = "0001"):
    client.post(url(enrollment, "my_unlock"), {"digits": digits})
    return client


def text(response) -> str:
    """What a reader sees: no markup, blanks made one."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
