"""Who would come where and when: noted, counted for staff, and told once a session opens."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.crypto import salted_hmac

from catalog.models import City, Course, Session
from catalog.models.session_state import TAKING, still_open
from enrollment.domain import consents, customers, emptying
from enrollment.models import Interest, OutboxMessage
from enrollment.models.privacy import ConsentEnd, ConsentForm
from enrollment.models.record import MessageKind, MessageState


@dataclass(frozen=True, slots=True)
class InterestDetails:
    """What one party would like; ``None`` as city or month is any."""

    city: City | None
    month: date | None
    seats: int
    contact_name: str
    contact_phone: str
    contact_email: str = ""
    company: str = ""


@transaction.atomic
def note(
    course: Course, details: InterestDetails, *, language: str, now: datetime, notice: str = ""
) -> Interest:
    """Keep the details; the same details again replaces the earlier one.

    ``notice`` is the version of the privacy notice that was ticked.
    """
    place = details.city.pk if details.city else ""
    key = salted_hmac(
        "enrollment.interest",
        f"{course.pk}|{place}|{details.month or ''}|{details.contact_phone}",
        algorithm="sha256",
    ).hexdigest()
    interest, _created = Interest.objects.update_or_create(
        key=key,
        defaults={
            "course": course,
            "city": details.city,
            "month": details.month,
            "seats": details.seats,
            "contact_name": details.contact_name,
            "contact_phone": details.contact_phone,
            "contact_email": details.contact_email,
            "company": details.company,
            "language": language,
            "created_at": now,
            "told_at": None,
        },
    )
    # Noted anew, perhaps with another address: what was tried with the old one is over.
    old = interest.messages.filter(state__in=[MessageState.DUE, MessageState.FAILED])
    old.update(state=MessageState.DROPPED)
    if notice:
        phone = details.contact_phone
        consents.record(ConsentForm.INTEREST, key, phone, version=notice, now=now)
    customers.recognise(interest, now=now)
    return interest


def take_back(interest: Interest, *, now: datetime) -> None:
    """Whoever made the details does not want it any more: it is deleted, its consent withdrawn."""
    with transaction.atomic():
        keys = [interest.key]
        emptying.end_consents(ConsentForm.INTEREST, keys, by=ConsentEnd.WITHDRAWN, now=now)
        interest.delete()


def queue_letters(*, now: datetime) -> int:
    """Write that a letter is due to those whom an open session suits; gives how many are new.

    Who left no e-mail stays in the demand map: somebody has to call. What could not be delivered
    stays with staff, on their dashboard; it is not promised again by itself.
    """
    waiting = Interest.objects.open().exclude(contact_email="")
    ways = [MessageState.DUE, MessageState.SENDING, MessageState.FAILED]
    promised = OutboxMessage.objects.filter(interest=OuterRef("pk"), state__in=ways)
    waiting = waiting.filter(~Exists(promised)).annotate(letters=Count("messages"))
    letters = []
    for interest in waiting.order_by("created_at", "pk"):
        if session_for(interest, now=now) is not None:
            letters.append(
                OutboxMessage(
                    interest=interest,
                    kind=MessageKind.INTEREST,
                    version=vars(interest)["letters"] + 1,
                    due_at=now,
                )
            )
    if letters:
        OutboxMessage.objects.bulk_create(letters, ignore_conflicts=True)
    return len(letters)


def session_for(interest: Interest, *, now: datetime) -> Session | None:
    """The next session with dates that the details suits and that takes enrollments."""
    today = timezone.localdate(now)
    sessions = Session.objects.public().with_names().upcoming(today=today)
    suited = sessions.filter(still_open(now=now), course=interest.course_id, state__in=TAKING)
    if interest.city_id:
        suited = suited.filter(city=interest.city_id)
    if interest.month:
        suited = suited.filter(month=interest.month)
    return suited.order_by("starts_on", "pk").first()
