"""A form that comes too often: the page asks for a slower step, and keeps what was typed."""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.views.client_address import source_of
from enrollment.domain import code_letters, pacing
from enrollment.domain.slower_step import Ticket

# The fields of the forms (components/ticket.html).
TICKET, NUMBER, CODE, BY_MAIL = "ticket", "worked", "mail_code", "by_mail"


@dataclass(frozen=True, slots=True)
class Step:
    """What the page asks for; ``refusal`` says why no code was sent, or that it was wrong."""

    ticket: Ticket
    seconds: int
    has_mailbox: bool  # whether the form has a field for one
    is_sent: bool = False
    refusal: str = ""


def too_fast(request, form, scope: str, *, about: str, **who: str):
    """The verdict where the form has to wait, said on it; ``None`` where it passes."""
    verdict = judged(request, scope, about=about, **who)
    if verdict.passes:
        return None
    form.add_error(None, sentence(verdict))
    return verdict


def judged(request, scope: str, *, about: str, **who: str) -> pacing.Verdict:
    """The verdict; where it does not pass, the page is told what it asks for."""
    answer = pacing.Answer(*(request.POST.get(name, "") for name in (TICKET, NUMBER, CODE)))
    everybody = {"source": source_of(request), **who}
    verdict = pacing.judge(scope, everybody, about=about, answer=answer, now=timezone.now())
    request.ticket = verdict.ticket.text if verdict.ticket else ""
    if verdict.ticket and not verdict.passes:
        request.step = _step(request, verdict, verdict.ticket, everybody)
    return verdict


def _step(request, verdict: pacing.Verdict, ticket: Ticket, who: dict[str, str]) -> Step:
    step = Step(ticket, verdict.seconds, "email" in who)
    if BY_MAIL in request.POST:
        refusal = code_letters.send(
            ticket,
            who.get("email", ""),
            source=who["source"],
            language=get_language() or "zh-hans",
            now=timezone.now(),
        )
        return replace(step, is_sent=not refusal, refusal=refusal)
    if verdict.wrong_code:
        wrong = _("验证码不对，或试的次数太多：请看最近一封信里的 6 位数字。")
        return replace(step, is_sent=True, refusal=wrong)
    return step


def sentence(verdict: pacing.Verdict) -> str:
    if verdict.ticket is None:
        return _("提交的次数太多，请过一段时间再试，或直接打电话给我们。填写的内容都在。")
    return _("同一处提交得太密了，要多一步核对。填写的内容都在，还没有提交。")


def with_wait(response, verdict: pacing.Verdict):
    """Say to programs as well when to come again."""
    seconds = verdict.seconds or int(pacing.HOUR.total_seconds())
    response["Retry-After"] = str(seconds)
    return response
