"""What the newer verbs on a party ask of staff: price of a move, seats, reasons, many at once."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django import forms
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.day_fields import DayField
from catalog.forms import field_of
from catalog.models import Session
from enrollment import actions
from enrollment.actions.moving import UNSEEN
from enrollment.admin.forms import ReasonForm, ReduceForm, VerbForm
from enrollment.admin.typed_choices import SessionChoice
from enrollment.domain.pricing import price_text
from enrollment.forms.fields import LineField, SeatsField
from enrollment.models.enrollment import MAX_PARTY
from enrollment.models.session_terms import HOLD_DAYS, MOST_HOLD_DAYS


class PricedChoice(SessionChoice):
    """Sessions with their price, and the difference for the party."""

    unit_price: Decimal | None = None
    seats = 1

    def label_from_instance(self, session):
        label = super().label_from_instance(session)
        return f"{label} · {self.difference(session.unit_price)}"

    def difference(self, new: Decimal | None) -> str:
        old = self.unit_price
        if new == old:
            return _("价格不变")
        if new is None or old is None:
            return _("单价 %(price)s") % {"price": price_text(new) or _("另议")}
        more = (new - old) * self.seats
        sign = "+" if more > 0 else "−"
        said = {"price": price_text(new), "more": f"{sign}{price_text(abs(more))}"}
        return _("单价 %(price)s，共 %(more)s") % said


class MoveForm(VerbForm):
    to = PricedChoice(Session.objects.none(), label=gettext_lazy("改到哪个班次"))
    or_wait = forms.BooleanField(
        label=gettext_lazy("没有座位时，放弃现在的座位去那里候补"), required=False
    )
    price = forms.ChoiceField(
        label=gettext_lazy("价格不同时"),
        choices=[("new", gettext_lazy("按新班次的价格")), ("keep", gettext_lazy("保留原来的价格"))],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = LineField(
        label=gettext_lazy("原因"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("价格不同时必填；会写进操作记录，请不要写姓名或电话。"),
    )
    shown = forms.JSONField(widget=forms.HiddenInput, required=False)  # prices by session

    def prepare(self) -> None:
        field, party = field_of(self, "to", PricedChoice), self.thing
        field.unit_price, field.seats = party.unit_price, party.seats
        own_course = Case(When(course=party.session.course_id, then=Value(0)), default=Value(1))
        sessions = (
            Session.objects.upcoming(today=timezone.localdate())
            .taking()
            .exclude(pk=party.session_id)
            .with_names()
            .order_by(own_course, "month", "starts_on", "pk")
        )
        field.queryset = sessions
        self.fields["shown"].initial = {
            str(session.pk): "" if session.unit_price is None else str(session.unit_price)
            for session in sessions
        }
        each = price_text(party.unit_price) or _("另议")
        field.help_text = _("现在的价格：%(each)s × %(seats)d 人。同一门课的班次在前。") % {
            "each": each,
            "seats": party.seats,
        }

    def clean(self):
        super().clean()
        data = self.cleaned_data
        to = data.get("to")
        if to is None or to.unit_price == self.thing.unit_price:
            return data
        if not data.get("price"):
            said = {"old": price_text(self.thing.unit_price), "new": price_text(to.unit_price)}
            wrong = _("原来每人 %(old)s，新班次每人 %(new)s：请选择按哪个价格。") % said
            self.add_error("price", wrong)
        if not data.get("reason"):
            self.add_error("reason", _("价格不同，请写明原因。"))
        return data

    def price_shown(self):
        """What stood beside the chosen session when the page was made."""
        shown = (self.cleaned_data["shown"] or {}).get(str(self.cleaned_data["to"].pk))
        if shown is None:
            return UNSEEN
        return Decimal(shown) if shown else None

    def clean_shown(self) -> dict:
        shown = self.cleaned_data["shown"] or {}
        try:
            return {pk: price and f"{Decimal(price):.2f}" for pk, price in shown.items()}
        except (AttributeError, ArithmeticError, TypeError, ValueError):
            return {}  # not from our page: the price is that of the session

    def arguments(self) -> dict:
        data = self.cleaned_data
        price = actions.Price(
            shown=self.price_shown(), keep=data["price"] == "keep", reason=data["reason"]
        )
        return {"to": data["to"], "or_wait": data["or_wait"], "price": price}


class AddForm(VerbForm):
    seats_wanted = SeatsField(label=gettext_lazy("增加到几人"), min_value=1, max_value=MAX_PARTY)

    def prepare(self) -> None:
        left = self.thing.session.seats_left
        said = {"seats": self.thing.seats, "left": _("不限") if left is None else left}
        self.fields["seats_wanted"].help_text = (
            _("现在有 %(seats)d 人，班次余 %(left)s 席。") % said
        )


class LeastForm(VerbForm):
    min_seats = SeatsField(
        label=gettext_lazy("最少接受几人"),
        required=False,
        min_value=1,
        max_value=MAX_PARTY,
        help_text=gettext_lazy("留空表示人齐才来。"),
    )

    def prepare(self) -> None:
        self.fields["min_seats"].initial = self.thing.min_seats


class AcceptForm(ReduceForm):
    """All the seats offered, or fewer of them."""

    def prepare(self) -> None:
        super().prepare()
        field = self.fields["seats_wanted"]
        field.label, field.initial = _("接受几个座位"), self.thing.seats_counted
        field.help_text = _("可以少要，1 至 %(seats)d；其余的让给下一位。") % {
            "seats": self.thing.seats_counted
        }


class ReviveForm(ReasonForm):
    days = forms.IntegerField(
        label=gettext_lazy("再占位几天"),
        min_value=1,
        max_value=MOST_HOLD_DAYS,
        initial=HOLD_DAYS,
        help_text=gettext_lazy("最晚到报名截止。"),
    )
    field_order = ["days", "reason"]


class ManyForm(forms.Form):
    """Nothing is asked: the same verb for each."""

    def arguments(self) -> dict:
        return self.cleaned_data


class ManyReasonForm(ManyForm):
    reason = LineField(
        label=gettext_lazy("原因"),
        max_length=200,
        help_text=gettext_lazy("会写进操作记录；请不要写姓名或电话。"),
        error_messages={"required": gettext_lazy("请写明原因。")},
    )


class ManyExtendForm(ManyReasonForm):
    until = DayField(
        label=gettext_lazy("保留至（含当天）"),
        initial=lambda: timezone.localdate() + timedelta(days=HOLD_DAYS),
    )
    field_order = ["until", "reason"]

    def clean_until(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["until"], time(23, 59)))
