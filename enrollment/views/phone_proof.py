"""Whether who acts on an own page knows the last four digits of its telephone number.

Wrong digits slow the browser they come from; the owner's other devices are only slowed by tries
from very many places.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from catalog.views.client_address import source_of
from enrollment.actions import Refusal
from enrollment.domain import rate_limit
from enrollment.people.phones import last_four

# Tries an hour, of 10,000 possible four digits: of one browser, one address, one link.
TRIES = {"browser": 5, "address": 15, "link": 60}
WINDOW = timedelta(hours=1)


class DigitsWrong(Refusal):
    about_digits = True


class TooManyTries(Refusal):
    about_digits = True


def demand(request, own) -> None:
    """Raise DigitsWrong or TooManyTries unless this browser knows the last four digits."""
    if own.is_unlocked:
        return
    now, tries = timezone.now(), _tries(request, own.enrollment.token_hash)
    counted = rate_limit.count(tries, now=now)
    for place, (count, limit) in enumerate(zip(counted, TRIES.values(), strict=True), 1):
        if count > limit:
            # What is refused already does not fill the wider limits, which others come under too.
            rate_limit.give_back(tries[place:], now=now)
            raise TooManyTries(_("输入错误的次数太多，请一小时后再试，或与我们联系。"))
    typed = last_four(request.POST.get("digits", "")[:40])
    known = last_four(own.enrollment.contact_phone)
    if not typed or not constant_time_compare(typed, known):
        raise DigitsWrong(_("后四位不对，请核对报名时填写的手机。"))
    rate_limit.give_back(tries, now=now)  # who knows them may come as often as they like


def _tries(request, link: str) -> list[rate_limit.Bucket]:
    """What counts a try, in the order of ``TRIES``."""
    address = source_of(request)
    agent = request.META.get("HTTP_USER_AGENT", "")[:200]
    tried_by = {
        "browser": f"{link}|{address}|{agent}",
        "address": f"{link}|{address}",
        "link": link,
    }
    return [rate_limit.Bucket(f"unlock.{name}", tried_by[name], WINDOW) for name in TRIES]
