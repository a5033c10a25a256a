"""The form "tell me when": where and when somebody would come, and how they are reached."""

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext, gettext_lazy

from catalog.domain.date_formats import month_words
from catalog.forms import field_of
from catalog.models import City
from catalog.models.course import name_for
from enrollment.domain import interests
from enrollment.forms.contact_form import ContactForm
from enrollment.forms.fields import SeatsField
from enrollment.forms.form_layouts import NOTICE, Button, form_helper
from enrollment.models.contact import CONTACT
from enrollment.models.interest import MOST_SEATS

MONTHS_AHEAD = 18


class InterestForm(ContactForm):
    city = forms.ChoiceField(label=gettext_lazy("城市"), required=False)
    month = forms.ChoiceField(label=gettext_lazy("月份"), required=False)
    seats = SeatsField(
        label=gettext_lazy("大约几人"),
        min_value=1,
        max_value=MOST_SEATS,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("请填写大约几人，例如 3。"),
            "invalid": gettext_lazy("人数请写成数字，例如 3。"),
            "min_value": gettext_lazy("人数至少为 1。"),
            "max_value": gettext_lazy("人数最多 500；更多人请联系我们安排内训。"),
        },
    )
    hints = {"contact_email": gettext_lazy("填写后，开班时写信告诉您；不填我们打电话。")}
    helper = form_helper(
        Fieldset(gettext_lazy("在哪里、什么时候"), "city", "month", "seats"),
        Fieldset(gettext_lazy("怎么找到您"), *CONTACT),
        *NOTICE,
        Button(gettext_lazy("登记"), look="main"),
        form_id="interest",
    )
    field_order = ["city", "month", "seats"]

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.cities = {city.slug: city for city in City.objects.all()}
        self.months = {f"{month:%Y-%m}": month for month in months_from(today)}
        anywhere, anytime = gettext("哪个城市都可以"), gettext("哪个月都可以")
        field_of(self, "city", forms.ChoiceField).choices = [
            ("", anywhere),
            *((slug, name_for(city)) for slug, city in self.cities.items()),
        ]
        field_of(self, "month", forms.ChoiceField).choices = [
            ("", anytime),
            *((key, month_words(month)) for key, month in self.months.items()),
        ]

    def details(self) -> interests.InterestDetails:
        data = self.cleaned_data
        names = ("seats", *CONTACT)
        return interests.InterestDetails(
            city=self.cities.get(data["city"]),
            month=self.months.get(data["month"]),
            **{name: data[name] for name in names},
        )


def months_from(today):
    """The first days of this month and those that follow."""
    first = today.year * 12 + today.month - 1
    for number in range(first, first + MONTHS_AHEAD):
        yield today.replace(year=number // 12, month=number % 12 + 1, day=1)
