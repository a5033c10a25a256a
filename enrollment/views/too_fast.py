"""A form that comes too often: the page says how long to wait, and keeps what was typed."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.views.client_address import source_of
from enrollment.domain import pacing

TICKET = "ticket"  # the hidden field of the forms (components/ticket.html)


def too_fast(request, form, scope: str, *, about: str, **who: str):
    """The verdict where the form has to wait, said on it; ``None`` where it passes."""
    verdict = pacing.judge(
        scope,
        {"source": source_of(request), **who},
        about=about,
        ticket=request.POST.get(TICKET, ""),
        now=timezone.now(),
    )
    request.ticket = verdict.ticket
    if verdict.passes:
        return None
    form.add_error(None, sentence(verdict))
    return verdict


def sentence(verdict) -> str:
    if not verdict.ticket:
        return _("提交的次数太多，请过一段时间再试，或直接打电话给我们。填写的内容都在。")
    said = ngettext(
        "同一处提交得太密了。填写的内容都在，请等 %(n)d 秒再按一次。",
        "同一处提交得太密了。填写的内容都在，请等 %(n)d 秒再按一次。",
        verdict.seconds,
    )
    return said % {"n": verdict.seconds}


def with_wait(response, verdict):
    """Say to programs as well when to come again."""
    seconds = verdict.seconds or int(pacing.HOUR.total_seconds())
    response["Retry-After"] = str(seconds)
    return response
