"""What layouts are made of beside crispy's own Fieldset: pieces, conditions, buttons.

A layout belongs to a class of forms and is shared by all its pages: its parts keep nothing of one.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy


class Piece(LayoutObject):
    """A template that reads what the page reads; the fields it holds are its ``fields``."""

    def __init__(self, template: str, *fields):
        self.template = template
        self.fields = list(fields)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> str:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return get_template(self.template).render(context.flatten() | {"fields": fields})


class When(LayoutObject):
    """Rendered only where a variable of the page is true."""

    def __init__(self, name: str, *fields):
        self.name = name
        self.fields = list(fields)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> str:
        if not context.get(self.name):
            return SafeString("")
        return self.get_rendered_fields(form, context, template_pack, **kwargs)


class Questions(LayoutObject):
    """Every visible field of the form: choices as a row from one end to the other."""

    fields: tuple = ()

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> str:
        template = get_template("kaike/layout/scale.html")
        return SafeString(
            "".join(
                template.render({"field": field})
                if getattr(field.field, "choices", None)
                else render_field(field.name, form, context, template_pack=template_pack)
                for field in form.visible_fields()
            )
        )


class Button:
    """The button that sends the form; ``back``: beside it, in one row, the way back."""

    template = "kaike/layout/button.html"

    def __init__(self, label, *, look: str = "", back="", row: bool = False):
        self.label = label
        self.look = look
        self.back = back
        self.in_row = row or bool(back)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> str:
        shown = {"button": self, "own": context.get("own")}
        return get_template(self.template).render(shown)


# The end of every form that takes personal data.
NOTICE = ("notice_seen", Piece("enrollment/pieces/privacy_link.html"))
BACK = gettext_lazy("返回")


def form_helper(
    *parts, form_id: str = "", css_class: str = "form", action: str = "", tag: bool = True
) -> FormHelper:
    """Return what ``{% crispy form %}`` renders; ``tag``: with its own tag, token and ticket."""
    helper = FormHelper()
    helper.layout = Layout(*parts)
    helper.form_id = form_id
    helper.form_class = css_class
    helper.form_action = action
    helper.form_tag = tag
    return helper
