"""What stands in the head of a page for machines: its address, its card, its data."""

from base64 import b64encode
from functools import cache
from hashlib import sha384
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from catalog.documents.schema_org import Facts, Instance, as_script, course_data
from catalog.domain.date_formats import LANGUAGE_TAGS
from catalog.domain.former_slugs import alternates, own_path
from catalog.domain.pricing import price_of_sessions
from catalog.models import Course
from catalog.models.course import CourseStatus, name_for
from catalog.models.translations import translated
from catalog.plan.meeting_days import stretches
from catalog.queries.availability import availability

register = template.Library()
PROVIDER = "Kaike 开课"
# Names in the address of a page that one party, or whoever has the link, may see.
OWN_PAGES = {"token", "code", "number", "signed"}


@register.inclusion_tag("catalog/partials/canonical.html", takes_context=True)
def canonical(context):
    """The one address of this page, and the same in the other languages."""
    request = context.get("request")
    if request is None:
        return {}
    path = own_path(request)
    return {"address": settings.SITE_URL + path, "alternates": alternates(path)}


@register.inclusion_tag("catalog/partials/opengraph.html", takes_context=True)
def opengraph(context):
    """What a chat shows of a shared page: its title, its description, and a card.

    Pages of one party have none, and neither have errors.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None or not OWN_PAGES.isdisjoint(match.kwargs):
        return {}
    card, course = reverse("catalog:site_card"), context.get("course")
    if isinstance(course, Course) and course.status == CourseStatus.PUBLISHED:
        card = reverse("catalog:card.png", args=[course.slug])
    return {
        "title": _block(context, "title"),
        "description": _block(context, "description"),
        "address": settings.SITE_URL + own_path(request),
        "image": settings.SITE_URL + card,
    }


def _block(context, name: str) -> str:
    """What the page writes into a block of base.html, on one line; it is escaped already."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return mark_safe(" ".join(block.render(context).split())) if block else ""  # noqa: S308


@register.simple_tag
def integrity(path: str) -> str:
    """An attribute that says what a collected file must be; nothing where files still change."""
    digest = digest_of(path) if settings.PRODUCTION else ""
    return format_html(' integrity="sha384-{}"', digest) if digest else ""


@cache
def digest_of(path: str) -> str:
    """The SHA-384 of the file as readers get it, in base 64."""
    stored = urlsplit(staticfiles_storage.url(path)).path.removeprefix(settings.STATIC_URL)
    with staticfiles_storage.open(stored) as file:
        return b64encode(sha384(file.read()).digest()).decode()


@register.simple_tag
def structured(course, sessions, instructors, offices, modules=()) -> str:
    """JSON-LD of a course; a data block, which no browser runs."""
    facts = facts_of(course, sessions, instructors, list(offices), modules=modules)
    script = mark_safe(as_script(course_data(facts)))  # noqa: S308 - as_script escapes < > &
    return format_html('<script type="application/ld+json">{}</script>', script)


def facts_of(course, sessions, instructors, offices, *, modules=()) -> Facts:
    price = price_of_sessions(course, sessions)
    return Facts(
        url=settings.SITE_URL + course.get_absolute_url(),
        image=settings.SITE_URL + reverse("catalog:poster.png", args=[course.slug]),
        name=translated(course, "title"),
        description=translated(course, "summary"),
        code=course.code,
        language=LANGUAGE_TAGS.get(course.language, course.language),
        price=price.low,
        highest=price.high,
        days=course.days,
        audience=tuple(course.audience_told),
        instructors=tuple((one.name, one.title) for one in instructors),
        modules=tuple(modules),
        instances=tuple(_instances(course, sessions)),
        provider=PROVIDER,
        site=settings.SITE_URL,
        phone=offices[0].phone if offices else "",
    )


def _instances(course, sessions):
    """Sessions with dates that take enrollments: nothing else can be offered."""
    now = timezone.now()
    for session in sessions:
        seats = availability(session, now=now)
        if session.starts_on is None or not seats.is_open:
            continue
        venue = session.venue
        yield Instance(
            url=settings.SITE_URL + session.get_absolute_url(),
            city=name_for(session.city),
            venue=translated(venue, "name") if venue else "",
            address=translated(venue, "address") if venue else "",
            starts_on=session.starts_on,
            ends_on=session.ends_on,
            runs=tuple(stretches(session.days)) if session.is_series else (),
            price=course.price if session.price is None else session.price,
            kind=seats.kind,
            seats=session.seats_left,
            instructors=tuple((one.name, one.title) for one in getattr(session, "teachers", ())),
        )
