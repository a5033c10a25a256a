"""A form that was sent while nobody was signed in: shown again as it was, for one more look."""

from django import forms
from django.utils.translation import gettext as _

from catalog.views.back_office import RESUMED


class ResumedForm(forms.BaseForm):
    """For any form of the back office: what comes back from the sign-in is not saved unseen."""

    def _clean_form(self):
        super()._clean_form()  # type: ignore[misc]  # Django's own, not in its stubs
        if RESUMED in self.data:
            self.add_error(None, _("您填写的都在这里，还没有保存。请看一遍，再按一次保存。"))
