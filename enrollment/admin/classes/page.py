"""What every page below a session's class has: who may see it, the session, where it leads back."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment.admin.access_log import note_once_a_day


def class_page(*permissions: str) -> Callable:
    """Give the view the session of ``pk``; whoever has one of the permissions may see it.

    That somebody saw who is in the class is written down once a day.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def with_session(request, pk: int, **more):
            if not any(request.user.has_perm(f"enrollment.{name}") for name in permissions):
                raise PermissionDenied
            sessions = Session.objects.with_names().select_related("terms")
            session = sessions.filter(pk=pk).first()
            if session is None:
                raise Http404
            if request.method in ("GET", "POST"):
                note_once_a_day(session, request.user, verb="view class")
            return view(request, session, **more)

        return with_session

    return decorate


def address(session: Session, name: str = "class", *args) -> str:
    return reverse(f"admin:catalog_session_{name}", args=[session.pk, *args])


def shown(request, session, template: str, title: str, *, status=None, **context) -> HttpResponse:
    """A page of the class, with what the frame of all of them needs."""
    context |= {**admin.site.each_context(request), "title": title, "session": session}
    context |= {"opts": Session._meta, "class_address": address(session)}
    return TemplateResponse(request, f"admin/class/{template}.html", context, status=status)


def back(target: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(target, status=303)


def no_font(request, target: str) -> HttpResponseRedirect:
    """Lead back and say why there is no PDF."""
    said = _("服务器上没有中文字体，暂时不能生成 PDF。管理员可安装 fonts-noto-cjk 后再试。")
    messages.error(request, said)
    return back(target)
