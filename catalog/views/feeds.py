"""The Atom feed of sessions, the newest first."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.documents.printed_facts import printable
from catalog.domain.date_formats import dates, yuan
from catalog.models import Session
from catalog.models.course import name_for
from catalog.models.translations import translated
from catalog.queries.availability import availability
from catalog.views.page_cache import cached_page

ENTRIES = 50


@require_safe
@cached_page
def new_sessions(request):
    now = timezone.now()
    sessions = Session.objects.public().upcoming(today=timezone.localdate(now)).with_names()
    feed = Atom1Feed(
        title=_("Kaike 开课：新排的班次"),
        link=settings.SITE_URL + reverse("catalog:schedule"),
        description="",
        language=get_language(),
        feed_url=settings.SITE_URL + reverse("catalog:feed"),
        author_name="Kaike 开课",
    )
    for session in sessions.order_by("-created_at", "-pk")[:ENTRIES]:
        course = translated(session.course, "title")
        city, price = name_for(session.city), yuan(session.unit_price)
        seats = availability(session, now=now).words
        url = settings.SITE_URL + session.get_absolute_url()
        feed.add_item(
            title=printable(f"{course} · {city} · {dates(session)}"),
            link=url,
            unique_id=url,
            description=printable(" · ".join([city, dates(session), price, seats])),
            pubdate=session.created_at,
            updateddate=session.updated_at,
            categories=[printable(name_for(session.course.category))],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
