"""The words of each message, in the enrollment's language, from what is true when it is sent."""

from datetime import date
from functools import cache

from django.conf import settings
from django.template import Engine, engines
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.domain.date_formats import dates, hours, in_one_line, venue_words
from catalog.models import Office, Session
from catalog.models.course import name_for
from catalog.models.translations import translated
from enrollment.domain import contact_proof, letter_texts
from enrollment.domain.class_codes import feedback_url
from enrollment.domain.links import my_url
from enrollment.domain.pricing import price_of
from enrollment.domain.reminders import absent_names
from enrollment.models import Enrollment, GroupLetter, Interest, OutboxMessage
from enrollment.models.record import MessageKind

ASKS_FOR_PROOF = (MessageKind.RECEIVED, MessageKind.HOLD_ENDING)


def subject_of(message: OutboxMessage) -> str:
    """What stands above the letter: as it was sent, else as it would be; asks no query."""
    if message.subject:
        return message.subject
    if letter := message.group_letter:
        return subject_to_class(letter, message.enrollment)
    facts: dict[str, object]
    if enrollment := message.enrollment:
        facts = {"enrollment": enrollment, "session": enrollment.session}
        language = enrollment.language
    elif interest := message.interest:
        facts, language = {"session": interest}, interest.language
    else:
        return message.get_kind_display()
    with translation.override(language):
        return " ".join(_first_line(message.kind).render(facts).split())


def subject_to_class(letter: GroupLetter, party: Enrollment | None = None) -> str:
    """The subject as the party reads it; without one, what differs between parties is open: …"""
    if party is None:
        return " ".join(letter_texts.fill(letter.subject, _of_class(letter.session)).split())
    with translation.override(party.language):
        facts = _of_class(party.session) | _of_party(party)
        text = letter.subject_en if party.language == "en" else ""
        return " ".join(letter_texts.fill(text or letter.subject, facts).split())


@cache
def _first_line(kind: str):
    source = Engine.get_default().get_template(f"emails/{kind}.txt").source or ""
    return engines["django"].from_string(source.partition("\n")[0] + "{% endautoescape %}")


def render(enrollment: Enrollment, kind: str, *, day: date | None = None) -> tuple[str, str]:
    """Subject and body: the text that staff wrote for the kind, else the original.

    The first line of a template is the subject. ``day`` is the one that a reminder is about.
    """
    own = letter_texts.own_text(kind, enrollment.language)
    if own is not None:
        subject, body = render_text(enrollment, own.subject, own.body, day=day)
        return subject, body + _mailbox_words(enrollment, kind)
    return render_original(enrollment, kind, day=day)


def _mailbox_words(enrollment: Enrollment, kind: str) -> str:
    """The link that confirms the mailbox, below a text of staff that cannot have it."""
    if kind not in ASKS_FOR_PROOF:
        return ""
    with translation.override(enrollment.language):
        return render_to_string("emails/mailbox.txt", _proof(enrollment)).rstrip(" ")


def _proof(enrollment: Enrollment) -> dict:
    if not enrollment.contact_email or not contact_proof.is_open(enrollment):
        return {}
    return {
        "mailbox_link": contact_proof.mailbox_url(enrollment),
        "full_until": contact_proof.full_until(enrollment),
    }


def render_original(enrollment: Enrollment, kind: str, *, day: date | None = None):
    """Subject and body of the text that we ship."""
    with translation.override(enrollment.language):
        facts = _facts(enrollment, day)
        if kind in ASKS_FOR_PROOF:
            facts |= _proof(enrollment)
        if kind == MessageKind.MOVE_ASKED:
            facts["question"] = enrollment.move_questions.select_related(
                "to__city", "to__venue"
            ).first()
        return _parted(render_to_string(f"emails/{kind}.txt", facts))


def render_text(enrollment: Enrollment, subject: str, body: str, *, day: date | None = None):
    """Subject and body of a text with placeholders, filled for this party."""
    with translation.override(enrollment.language):
        filled = _filling(_facts(enrollment, day))
    subject = " ".join(letter_texts.fill(subject, filled).split())
    return subject, letter_texts.fill(body, filled).strip() + "\n"


def without_links(enrollment: Enrollment, letter: tuple[str, str]) -> tuple[str, str]:
    """The letter for staff to read: whoever has the party's links could act for it."""
    subject, body = letter
    mailbox = contact_proof.mailbox_url(enrollment)
    for link in (mailbox, my_url(enrollment), feedback_url(enrollment)):
        body = body.replace(link, _("（对方自己的链接）"))
    return subject, body


def render_group(enrollment: Enrollment, letter: GroupLetter) -> tuple[str, str]:
    """Subject and body of a letter to many, in the party's language where it was written in it."""
    if group_language(enrollment, letter) == "en":
        return render_text(enrollment, letter.subject_en, letter.body_en)
    return render_text(enrollment, letter.subject, letter.body)


def group_language(enrollment: Enrollment, letter: GroupLetter) -> str:
    """The language in which this party gets the letter."""
    return "en" if enrollment.language == "en" and letter.subject_en else settings.LANGUAGE_CODE


def render_interest(interest: Interest, session: Session) -> tuple[str, str]:
    """Subject and body of the letter that a session is open which somebody waited for."""
    with translation.override(interest.language):
        enroll = reverse("enrollment:enroll", args=[session.public_id])
        context = {
            "interest": interest,
            "session": session,
            "city": name_for(session.city),
            "link": f"{settings.SITE_URL}{enroll}?wish={interest.code}",
            "stop": settings.SITE_URL + reverse("enrollment:wish", args=[interest.code]),
            "office": _office(),
        }
        return _parted(render_to_string("emails/interest.txt", context))


def _office() -> Office | None:
    """Whom to call."""
    return Office.objects.public().exclude(phone="").first()


def _parted(text: str) -> tuple[str, str]:
    subject, _end, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def _facts(enrollment: Enrollment, day: date | None = None) -> dict:
    session = enrollment.session
    return {
        "enrollment": enrollment,
        "session": session,
        "city": name_for(session.city),
        "price": price_of(enrollment),
        "unnamed": max(0, enrollment.seats - enrollment.participants.count()),
        "office": _office(),
        "link": my_url(enrollment),
        "day": day,
        "absent": _("、").join(absent_names(enrollment, day)) if day else "",
        "feedback": feedback_url(enrollment),
    }


def _of_party(enrollment: Enrollment) -> dict[str, str]:
    return {
        "contact": enrollment.contact_name,
        "seats": str(enrollment.seats),
        "code": enrollment.code,
    }


def _of_class(session: Session) -> dict[str, str]:
    return {
        "course": translated(session.course, "title"),
        "when": in_one_line(dates(session), hours(session)),
        "city": name_for(session.city),
        "venue": venue_words(session.venue) or _("待定"),
    }


def _filling(facts: dict) -> dict[str, str]:
    """What each placeholder of a text becomes, in the language that is active."""
    enrollment, session, office = facts["enrollment"], facts["session"], facts["office"]
    until = enrollment.held_until or enrollment.offered_until
    return {
        **_of_party(enrollment),
        **_of_class(session),
        "unnamed": str(facts["unnamed"]),
        "price": facts["price"],
        "link": facts["link"],
        "until": date_format(timezone.localtime(until), "DATETIME_FORMAT") if until else "",
        "facts": render_to_string("emails/facts_plain.txt", facts).strip(),
        "office": office.reached if office else "",
        "absent": facts["absent"],
        "feedback": facts["feedback"],
    }
