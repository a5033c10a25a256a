"""The page of a company for its contact who enrolls people: opened by a secret link alone."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from enrollment.domain import company_links
from enrollment.queries.company_page import page_of


@require_safe
def company(request, token):
    now = timezone.now()
    link = company_links.find(token, now=now)
    if link is not None:
        if request.method == "GET":
            company_links.opened(link, now=now)
        page = page_of(link, now=now)
        context = {"company": link.company, "link": link, **page}
        response = render(request, "enrollment/company.html", context)
    elif company_links.is_over(token):
        response = render(request, "enrollment/link_over.html", status=410)
    else:
        raise Http404
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
