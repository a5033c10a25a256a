"""The same change for many courses, chosen in the list: old and new shown, then saved."""

from decimal import Decimal

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.admin.amount_fields import AmountField
from catalog.admin.editing import facts_changed
from catalog.admin.price_lines import lines_of, prices_in
from catalog.domain import changing_courses
from catalog.domain.date_formats import yuan
from catalog.models import Category, Course, Instructor, Session
from catalog.models.course import CourseStatus

MOST = 500  # courses at once: each is saved by itself
MOST_LINES = 24  # of the box of prices; more are scrolled
WAYS = [
    ("", gettext_lazy("不改")),
    ("set", gettext_lazy("定为（元/人）")),
    ("add", gettext_lazy("加（元；减价写负数）")),
    ("percent", gettext_lazy("加（%；降价写负数）")),
    ("request", gettext_lazy("改为价格面议")),
]


class ManyCoursesForm(forms.Form):
    """What is left empty stays as it is in each course."""

    price_way = forms.ChoiceField(label=gettext_lazy("价格"), required=False, choices=WAYS)
    amount = AmountField(
        label=gettext_lazy("多少"),
        required=False,
        max_digits=10,
        decimal_places=2,
        help_text=gettext_lazy("例如 4980、500 或 -300；百分比写 8 或 -5。"),
    )
    step = forms.TypedChoiceField(
        label=gettext_lazy("取整到"),
        required=False,
        coerce=int,
        empty_value="1",
        choices=[
            (1, gettext_lazy("1 元")),
            (10, gettext_lazy("10 元")),
            (100, gettext_lazy("100 元")),
        ],
    )
    prices = forms.CharField(
        label=gettext_lazy("各门价格"),
        required=False,
        widget=forms.Textarea(attrs={"spellcheck": "false", "wrap": "off"}),
        help_text=gettext_lazy(
            "价格各不相同时改这里：一行一门，代码或名称，再是价格；可以从 Excel 贴。没列出的不改。"
        ),
        show_hidden_initial=True,
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=gettext_lazy("课程类别"),
        required=False,
        empty_label=gettext_lazy("不改"),
    )
    instructors = forms.ModelMultipleChoiceField(
        Instructor.objects.all(),
        label=gettext_lazy("讲师"),
        required=False,
        help_text=gettext_lazy("一个都不选就不改；按住 Ctrl 或 ⌘ 可以选几位。"),
    )
    teachers_way = forms.ChoiceField(
        label=gettext_lazy("选的讲师"),
        required=False,
        choices=[("replace", gettext_lazy("换下原来的")), ("add", gettext_lazy("加在原来的后面"))],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[
            ("", gettext_lazy("不改")),
            (CourseStatus.PUBLISHED, gettext_lazy("发布")),
            (CourseStatus.ARCHIVED, gettext_lazy("下架")),
        ],
    )

    def __init__(self, data=None, *, courses, **options):
        super().__init__(data, **options)
        self.courses = courses
        self.fields["prices"].initial = lines_of(courses)
        self.fields["prices"].widget.attrs["rows"] = min(len(courses) + 1, MOST_LINES)

    def clean_prices(self):
        """Prices of the lines that were changed: another planner may have changed the others."""
        shown = self.data.get(self.add_initial_prefix("prices"), "").splitlines()
        typed = self.cleaned_data["prices"].splitlines()
        return prices_in(["" if line in shown else line for line in typed], self.courses)

    def clean(self):
        super().clean()
        data = self.cleaned_data
        self._check_price(data.get("price_way"), data.get("amount"))
        if data.get("price_way") and data.get("prices"):
            self.add_error("prices", _("要么各门一样改，要么逐门写价格：请清空一处。"))
        if not self.errors and not self.edits:
            raise forms.ValidationError(_("请至少填一项要改的。"))
        return data

    def _check_price(self, way: str | None, amount: Decimal | None) -> None:
        if way in ("set", "add", "percent") and amount is None and "amount" not in self.errors:
            self.add_error("amount", _("请填价格怎么改，例如 500。"))
        if way == "set" and amount is not None and amount < 0:
            self.add_error("amount", _("价格不能是负数。"))
        if amount is not None and not way:
            self.add_error("price_way", _("请选这个数字是定价、加价还是百分比。"))

    @property
    def edits(self) -> changing_courses.Edits:
        data, price = self.cleaned_data, None
        if way := data["price_way"]:
            price = changing_courses.PriceChange(
                way, data["amount"] or Decimal(0), int(data["step"] or 1)
            )
        if data["prices"]:
            price = changing_courses.PriceChange("each", each=data["prices"])
        return changing_courses.Edits(
            price=price,
            category=data["category"],
            instructors=tuple(one.pk for one in data["instructors"]),
            adds_instructors=data["teachers_way"] == "add",
            status=data["status"],
        )


class ManyCourses(admin.ModelAdmin):
    """An action of the list of courses."""

    actions = ["edit_many"]

    @admin.action(permissions=["change"], description=gettext_lazy("一起改资料…"))
    def edit_many(self, request, queryset):
        if queryset.count() > MOST:
            messages.error(request, _("一次最多 %(most)d 门课程，请先筛选。") % {"most": MOST})
            return None
        courses = list(queryset.select_related("category").prefetch_related("instructors"))
        do = request.POST.get("do")
        form = ManyCoursesForm(request.POST if do else None, courses=courses)
        rows = []
        if form.is_bound and form.is_valid():
            rows = rows_of(courses, form.edits)
            if do == "save":
                self.save_each(request, rows, form.edits)
                return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("一起改课程：%(count)d") % {"count": len(courses)},
            "opts": self.opts,
            "courses": courses,
            "form": form,
            "kept": ManyCoursesForm(request.POST, courses=courses, auto_id=False) if rows else None,
            "shown_prices": request.POST.get("initial-prices", ""),
            "rows": rows,
            "news": sum(1 for row in rows if row["changes"]),
            "action": request.POST.get("action", ""),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        status = 400 if form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/catalog/course/many.html", context, status=status)

    def save_each(self, request, rows: list[dict], edits) -> None:
        """Each course by itself: what is refused is named, the others are saved."""
        done, refused = 0, []
        for row in rows:
            course = row["course"]
            seen = request.POST.get(f"seen-{course.pk}", "")
            try:
                if row["refusal"]:
                    raise changing_courses.Refused(row["refusal"])
                done += bool(self.save_one(request, course, edits, seen))
            except changing_courses.Refused as refusal:
                refused.append(_("“%(course)s”：%(why)s") % {"course": course, "why": refusal})
        said = ngettext("改好了 %(n)d 门课程。", "改好了 %(n)d 门课程。", done) % {"n": done}
        messages.success(request, said)
        for sentence in refused:
            messages.warning(request, sentence)

    def save_one(self, request, course: Course, edits, seen: str):
        changes = changing_courses.change(
            course, edits, seen=seen, user=request.user, now=timezone.now()
        )
        if changes:
            facts_changed.send(sender=Course, obj=course, user=request.user, changes=changes)
        return changes


def rows_of(courses: list[Course], edits) -> list[dict]:
    """Each course with what would change, in words, and why it cannot be. Five queries at most."""
    busy = with_people(courses) if edits.status == CourseStatus.ARCHIVED else set()
    names = {
        "category": dict(Category.objects.values_list("pk", "name")) if edits.category else {},
        "instructors": dict(Instructor.objects.values_list("pk", "name")),
    }
    own_prices = own_prices_of(courses) if edits.price else {}
    rows = []
    for course in courses:
        teachers = tuple(one.pk for one in course.instructors.all())
        row = {"course": course, "seen": changing_courses.token(course, teachers)}
        row |= {"changes": [], "refusal": "", "own_prices": own_prices.get(course.pk, 0)}
        rows.append(row)
        try:
            found = changing_courses.changes(course, edits, teachers)
            if course.pk in busy and "status" in found:
                raise changing_courses.Refused(_("没上完的班次里有人，请在课程页按“下架”。"))
        except changing_courses.Refused as refusal:
            row["refusal"] = str(refusal)
        else:
            row["changes"] = [
                (label_of(name), *(said(name, value, names) for value in pair))
                for name, pair in found.items()
            ]
    return rows


def with_people(courses: list[Course]) -> set[int]:
    """Ids of those that have sessions to come with a seat taken or somebody waiting."""
    sessions = Session.objects.upcoming(today=timezone.localdate()).filter(course__in=courses)
    rows = sessions.filter(next_number__gt=0).values_list("course_id", "taken", "held", "waiting")
    return {course for course, *counts in rows if any(counts)}


def own_prices_of(courses: list[Course]) -> dict[int, int]:
    """How many sessions to come have a price of their own, which stays."""
    sessions = Session.objects.upcoming(today=timezone.localdate()).filter(course__in=courses)
    found: dict[int, int] = {}
    for course in sessions.filter(price__isnull=False).values_list("course_id", flat=True):
        found[course] = found.get(course, 0) + 1
    return found


def label_of(name: str) -> str:
    return str(getattr(Course._meta.get_field(name), "verbose_name", name))


def said(name: str, value, names: dict) -> str:
    """A value of the record in words."""
    if name == "price":
        return yuan(None if value is None else Decimal(value))
    if name == "status":
        return str(CourseStatus(value).label)
    if isinstance(value, list):
        return _("、").join(names[name].get(pk, "") for pk in value) or "—"
    return names[name].get(value, "")
