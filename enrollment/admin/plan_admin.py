"""The plan of a year: a grid that is edited in place, and the page that asks before saving."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, Subquery
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.admin.posted_values import row_number
from catalog.domain.holiday_years import doubt_about
from catalog.models import City, Course
from catalog.queries import plan_book, plan_grid, plan_proposal
from catalog.queries.plan_steps import CellChange, Steps, steps_of
from enrollment import actions
from enrollment.admin import plan_listing, plan_proposing, plan_reading, plan_review
from enrollment.domain import audit
from enrollment.models import PlanChange


class View:
    """Which part of the plan is shown: a year of one city, or of one course."""

    def __init__(self, asked):
        today = timezone.localdate()
        year = asked.get("year", "")
        usual = today.year + (today.month > 9)
        given = int(year) if year.isdecimal() and len(year) == 4 else usual
        self.year = given if given in plan_reading.years() else usual
        self.cities = list(City.objects.order_by("position", "slug"))
        courses = Course.objects.current().select_related("category")
        self.courses = list(courses.order_by("category__position", "code"))
        self.course = next((o for o in self.courses if str(o.pk) == asked.get("course")), None)
        wanted = [one for one in self.cities if one.slug == asked.get("city")]
        self.city = None if self.course else next(iter(wanted or self.cities), None)

    @property
    def query(self) -> str:
        what = {"course": str(self.course.pk)} if self.course else {}
        what |= {"city": self.city.slug} if self.city else {}
        return urlencode(what | {"year": str(self.year)})

    def address(self, name: str = "plan") -> str:
        return f"{reverse(f'admin:catalog_session_{name}')}?{self.query}"

    def book(self) -> plan_book.Book:
        return plan_book.whole_year(self.year, city=self.city, course=self.course)


def said_of(undoes: PlanChange | None) -> str:
    """What was done to so many cells: saved, taken back, or done again."""
    if undoes is None:
        return _("已保存：%(count)d 格。")
    return _("已重做：%(count)d 格。") if undoes.is_undo else _("已撤销：%(count)d 格。")


class Planning(admin.ModelAdmin):
    """Pages of the plan below the list of sessions."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("plan/", view(self.plan_view), name="catalog_session_plan"),
            path("plan/row/", view(self.row_view), name="catalog_session_plan_row"),
            path("plan/paste/", view(self.paste_view), name="catalog_session_plan_paste"),
            path("plan/copy/", view(self.copy_view), name="catalog_session_plan_copy"),
            path("plan/review/", view(self.review_view), name="catalog_session_plan_review"),
            path("plan/proposal/", view(self.proposal_view), name="catalog_session_plan_proposal"),
            path("plan/undo/", view(self.undo_view), name="catalog_session_plan_undo"),
            path("plan/clashes/", view(self.clashes_view), name="catalog_session_plan_clashes"),
            *super().get_urls(),
        ]

    def may_plan(self, request) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def demand(self, request) -> None:
        if not self.may_plan(request):
            raise PermissionDenied

    def plan_page(self, request, template: str, context: dict, status: int = 200):
        common = {**self.admin_site.each_context(request), "opts": self.opts}
        context = {**common, "doubt": doubt_about(context["shown"].year), **context}
        return TemplateResponse(request, f"admin/plan/{template}.html", context, status=status)

    def plan_view(self, request):
        """The grid; a POST brings cells back that were typed and are not saved."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        shown, pending = View(request.GET), []
        if request.method == "POST":
            try:
                pending = plan_reading.changes_in(request.POST.get("changes", ""))
            except ValidationError as error:
                messages.error(request, error.messages[0])
        wrong = plan_grid.wrong_in(shown.year, today=timezone.localdate())
        rows = []
        if shown.city or shown.course:
            rows = plan_grid.rows(
                shown.book(),
                shown.year,
                wrong=wrong,
                pending=pending,
                city=shown.city,
                course=shown.course,
            )
        context = {
            "title": _("排期 %(year)d") % {"year": shown.year},
            "shown": shown,
            "rows": rows,
            "wrong": len(wrong),
            "may_plan": self.may_plan(request),
            "may_take_back": self.may_take_back(request),
            "months": range(1, 13),
        }
        return self.plan_page(request, "grid", context)

    def may_take_back(self, request) -> list[PlanChange]:
        """What this person did last and stands, and the last of it that took nothing back."""
        mine = PlanChange.objects.filter(actor=audit.actor_name(request.user), undone_at=None)
        newest = mine.values("pk")[:1]
        done = mine.filter(steps__undoes__isnull=True).values("pk")[:1]
        return list(mine.filter(Q(pk=Subquery(newest)) | Q(pk=Subquery(done))))

    def row_view(self, request):
        """One row as a plain form."""
        self.demand(request)
        shown = View(request.GET)
        course = Course.objects.filter(pk=row_number(request.GET.get("of_course"))).first()
        city = City.objects.filter(pk=row_number(request.GET.get("of_city"))).first()
        if course is None or city is None:
            return HttpResponseRedirect(shown.address())
        if request.method == "POST":
            changes = plan_reading.row_changes(
                request.POST, course=course, city=city, year=shown.year
            )
            return self.reviewed(request, shown, changes)
        book = plan_book.whole_year(shown.year, city=city, course=course)
        wrong = plan_grid.wrong_in(shown.year, today=timezone.localdate())
        rows = plan_grid.rows(book, shown.year, wrong=wrong, pending=[], course=course)
        row = next(one for one in rows if one.city.pk == city.pk)
        context = {"title": f"{course.title} · {city.name} {shown.year}"}
        return self.plan_page(request, "row", context | {"shown": shown, "row": row})

    def paste_view(self, request):
        """A block from a spreadsheet, with the names of its lines."""
        self.demand(request)
        shown, error = View(request.GET), ""
        typed = request.POST.get("block", "")
        if request.method == "POST":
            try:
                changes = self.pasted(request, shown, typed)
            except ValidationError as refusal:
                error = refusal.messages[0]
            else:
                return self.reviewed(request, shown, changes, show=True)
        context = {"title": _("粘贴排期"), "shown": shown, "typed": typed, "error": error}
        return self.plan_page(request, "paste", context, status=400 if error else 200)

    def pasted(self, request, shown: View, typed: str) -> list[CellChange]:
        """The cells of a list of sessions, else of a block. Raises ValidationError."""
        book, rows = shown.book(), plan_reading.rows_of(typed)
        year, city, course = shown.year, shown.city, shown.course
        listed = plan_listing.listed_in(rows, book, year=year, city=city, course=course)
        if listed is None:
            return plan_reading.block_changes(rows, book, year=year, city=city, course=course)
        if listed.known:
            said = _("清单里有 %(count)d 个班次排期里已经有了，不再加。")
            messages.info(request, said % {"count": listed.known})
        if listed.unread:
            sentence = _("这些列没有读，保存后请写到班次里：%(heads)s。")
            messages.warning(request, sentence % {"heads": _("、").join(listed.unread)})
        return listed.changes

    def copy_view(self, request):
        """Last year, or another city, as a proposal to look at before it is saved."""
        self.demand(request)
        shown = View(request.GET)
        if request.method == "POST":
            asked = request.POST.get("from_city", "")
            source = City.objects.filter(slug=asked).first()
            is_all = asked == plan_review.EVERY_CITY
            city, course = (None, None) if is_all else (shown.city, shown.course)
            changes = plan_review.copied(
                shown.year,
                source=source,
                today=timezone.localdate(),
                city=city,
                course=course,
            )
            if changes:
                return self.reviewed(request, shown, changes, show=True)
            messages.warning(request, _("没有可以复制的班次。"))
            return HttpResponseRedirect(shown.address())
        every = plan_review.EVERY_CITY
        context = {"title": _("复制排期"), "shown": shown, "every_city": every}
        return self.plan_page(request, "copy", context)

    def review_view(self, request):
        self.demand(request)
        shown = View(request.GET)
        if request.method != "POST":
            return HttpResponseRedirect(shown.address())
        try:
            taken = f"[{','.join(request.POST.getlist('cell'))}]"
            changes = plan_reading.changes_in(request.POST.get("changes", taken))
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return HttpResponseRedirect(shown.address())
        changes = plan_reading.corrected(changes, request.POST)
        return self.reviewed(request, shown, changes, show="show" in request.POST)

    def undo_view(self, request):
        """A change backwards, as cells to be saved: asked about as any other."""
        self.demand(request)
        shown, undoes = View(request.GET), self.undone_in(request)
        if undoes is None:
            return HttpResponseRedirect(shown.address())
        return self.reviewed(request, shown, plan_reading.undone(undoes), undoes=undoes)

    def reviewed(self, request, shown: View, changes: list[CellChange], *, show=False, undoes=None):
        """Save the cells, or show what stands in the way and what must be known before."""
        changes = [one for one in changes if one.before != one.after]
        undoes = undoes or self.undone_in(request)
        if not changes:
            messages.info(request, _("没有改动。"))
            return HttpResponseRedirect(shown.address())
        if show:
            found = steps_of(changes, today=timezone.localdate())
            return self.review_page(request, shown, found, undoes)
        said = {"reason": request.POST.get("reason", ""), "sure": "sure" in request.POST}
        now, actor = timezone.now(), audit.actor_name(request.user)
        try:
            saved = actions.save_plan(changes, now=now, actor=actor, undoes=undoes, **said)
        except actions.PlanNotSaved as refusal:
            return self.review_page(request, shown, refusal.found, undoes, status=409)
        except actions.Refusal as refusal:
            found = steps_of(changes, today=timezone.localdate())
            return self.review_page(request, shown, found, undoes, refusal=str(refusal), status=409)
        messages.success(request, said_of(undoes) % {"count": len(saved.steps["cells"])})
        return HttpResponseRedirect(shown.address())

    def undone_in(self, request) -> PlanChange | None:
        asked = request.POST.get("undoes")
        return next((one for one in self.may_take_back(request) if str(one.pk) == asked), None)

    def review_page(self, request, shown, found: Steps, undoes, *, refusal="", status=200):
        context = {
            "title": _("保存之前"),
            "shown": shown,
            "undoes": undoes,
            "refusal": refusal,
            "typed_reason": request.POST.get("reason", ""),
            "changes": plan_reading.as_text(found.changes),
            **plan_review.review_context(found),
        }
        return self.plan_page(request, "review", context, status=status)

    def proposal_view(self, request):
        """A plan for what is wanted a year, to be accepted cell by cell."""
        self.demand(request)
        shown, today = View(request.GET), timezone.localdate()
        context: dict[str, object] = {"title": _("排一个建议"), "shown": shown}
        context |= {"errors": [], "proposal": None}
        if request.method == "POST":
            context["typed"] = typed = request.POST.get("wishes", "")[:100_000]
            try:
                wanted = plan_proposing.wanted_in(typed)
            except ValidationError as error:
                context["errors"] = error.messages
            else:
                proposal = plan_proposal.propose(wanted, shown.year, today=today)
                context |= {"proposal": proposal, **plan_proposing.shown(proposal)}
        else:
            context["typed"] = plan_proposing.usual_text(shown.year, today=today)
        status = 400 if context["errors"] else 200
        return self.plan_page(request, "proposal", context, status=status)

    def clashes_view(self, request):
        """All that is wrong with what is planned, and what was overruled and why."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        lists = plan_review.clash_lists(timezone.localdate())
        context = {"title": _("排期冲突"), "shown": View(request.GET), **lists}
        return self.plan_page(request, "clashes", context)
