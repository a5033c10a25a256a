"""The page of figures, and each of its tables as a file."""

import io
from datetime import date
from decimal import Decimal

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.documents.tabular import Cell, csv_chunks, shown_rows
from catalog.documents.workbook import write_xlsx
from catalog.domain.date_formats import yuan
from catalog.forms import field_of
from catalog.models import City, Course
from enrollment.admin.dates import MonthField
from enrollment.admin.exporting import CSV
from enrollment.documents.bars import Drawing, drawing
from enrollment.domain import audit
from enrollment.queries.figures import Basis, By, Figures, Scope, Table, figures

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_MONTHS = 60


class FiguresForm(forms.Form):
    """What is counted, in the address: a page of figures can be sent to a colleague."""

    first = MonthField(label=gettext_lazy("从"), required=False)
    last = MonthField(label=gettext_lazy("到"), required=False)
    basis = forms.ChoiceField(
        label=gettext_lazy("算在"), choices=Basis.choices, required=False, initial=Basis.SESSION
    )
    by = forms.ChoiceField(
        label=gettext_lazy("按"), choices=By.choices, required=False, initial=By.MONTH
    )
    course = forms.ModelChoiceField(
        Course.objects.none(),
        label=gettext_lazy("课程"),
        required=False,
        empty_label=gettext_lazy("全部"),
    )
    city = forms.ModelChoiceField(
        City.objects.none(),
        label=gettext_lazy("城市"),
        required=False,
        empty_label=gettext_lazy("全部"),
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.this_year = (today.replace(month=1, day=1), today.replace(month=12, day=1))
        field_of(self, "course", forms.ModelChoiceField).queryset = Course.objects.order_by(
            "title"
        ).only("title", "title_en")
        field_of(self, "city", forms.ModelChoiceField).queryset = City.objects.all()

    def clean(self):
        super().clean()
        data = self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            self.add_error("last", _("结束的月份不能早于开始的月份。"))
        elif first and last and months_between(first, last) > MOST_MONTHS:
            self.add_error("last", _("一次最多 %(most)d 个月。") % {"most": MOST_MONTHS})
        return data

    def scope(self) -> Scope:
        """What was asked; where it makes no sense, this year by month."""
        first, last = self.this_year
        if not self.is_valid():
            return Scope(first, last)
        data = self.cleaned_data
        if data["first"] or data["last"]:
            first = data["first"] or data["last"].replace(month=1)
            last = data["last"] or max(first, first.replace(month=12))
        return Scope(
            first,
            last,
            By(data["by"] or By.MONTH),
            Basis(data["basis"] or Basis.SESSION),
            data["course"] and data["course"].pk,
            data["city"] and data["city"].pk,
        )


def months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


class FiguresPages(admin.ModelAdmin):
    """figures/ below the list of enrollments, and figures/<table>.csv and .xlsx."""

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, "enrollment_enrollment_figures"
        files = [
            path(
                f"figures/<slug:figure>.{kind}",
                wrap(self.figures_file),
                {"kind": kind},
                name=f"{name}_{kind}",
            )
            for kind in ("csv", "xlsx")
        ]
        return [path("figures/", wrap(self.figures_page), name=name), *files, *super().get_urls()]

    def figures_page(self, request):
        form, scope, found = self._figures(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("经营数据"),
            "opts": self.opts,
            "form": form,
            "scope": scope,
            "total": found.total,
            "charts": [
                {"table": table, "drawing": drawing_of(table), "legend": legend_of(table)}
                for table in found.tables
            ],
            "query": request.GET.urlencode(),
        }
        status = 400 if form.errors else 200
        template = "admin/enrollment/figures.html"
        return TemplateResponse(request, template, context, status=status)

    def figures_file(self, request, figure: str, kind: str):
        _form, scope, found = self._figures(request)
        table = found.table(figure)
        if table is None:
            raise Http404
        filters = {"first": f"{scope.first:%Y-%m}", "last": f"{scope.last:%Y-%m}", "by": scope.by}
        said = {"form": kind, "listing": table.key, "rows": len(table.rows), "filters": filters}
        actor = audit.actor_name(request.user)
        audit.record("export", "figures", actor=actor, now=timezone.now(), **said)
        name = f"{table.title}-{scope.first:%Y-%m}-{scope.last:%Y-%m}.{kind}"
        return table_response(table, kind, name=name)

    def _figures(self, request) -> tuple[FiguresForm, Scope, Figures]:
        if not request.user.has_perm("enrollment.view_figures"):
            raise PermissionDenied
        form = FiguresForm(request.GET or None, today=timezone.localdate())
        scope = form.scope()
        return form, scope, figures(scope)


def table_response(table: Table, kind: str, *, name: str) -> HttpResponse:
    if kind == "csv":
        body = "".join(csv_chunks(table.rows, table.columns)).encode()
        response = HttpResponse(body, content_type=CSV)
    else:
        out = io.BytesIO()
        rows = shown_rows(table.rows, table.columns)
        write_xlsx(rows, table.columns, out, sheet=table.title)
        response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def drawing_of(table: Table) -> Drawing:
    return drawing(
        [
            (
                str(row[0]),
                text_beside(table, row),
                [_size(row[place]) for place in table.parts],
                None if table.out_of is None else _size(row[table.out_of]),
            )
            for row in table.rows
        ]
    )


def _size(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | Decimal) else 0.0


def legend_of(table: Table) -> list[str]:
    """What the parts of a bar are called, where there is more than one."""
    return [table.columns[place].name for place in table.parts] if len(table.parts) > 1 else []


def text_beside(table: Table, row: list) -> str:
    """The number beside a bar, with its unit."""
    value = row[table.shown]
    if value is None:
        return "—"
    if table.columns[table.shown].kind == "money":
        return yuan(round(value))
    return f"{value}%" if table.out_of is not None else f"{value:,}"
