"""What a password of staff may not be, beside Django's own rules: a name, a row, a common word."""

import re

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NAMES = ("username", "last_name", "first_name")
SITE_WORDS = ("kaike", "开课")
SHORTEST_NAME = 4  # letters; a shorter one is in many words by chance
FEWEST_SIGNS = 5  # different ones in a password
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789")
LONGEST_ROW = 6  # signs of a row of the keyboard or the alphabet
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
REPEATED = re.compile(r"(.{1,8}?)\1+.{0,2}")


class NotAName:
    """Neither the account's own names nor the site's stand in the password."""

    def validate(self, password: str, user: User | None = None) -> None:
        folded = password.casefold()
        names = [
            getattr(user, field, "") or "" for field in ("username", "last_name", "first_name")
        ]
        names.append((getattr(user, "email", "") or "").partition("@")[0])
        known = [name.casefold() for name in names if len(name) >= SHORTEST_NAME]
        if any(name in folded for name in (*known, *SITE_WORDS)):
            raise ValidationError(self.get_help_text(), code="password_names_somebody")

    def get_help_text(self) -> str:
        return _("密码里不能有您的用户名、姓名、邮箱或本站的名字。")


class NoRepeats:
    """No repeated piece, no row of the keyboard, not only a few different signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        folded = password.casefold()
        if len(set(folded)) < FEWEST_SIGNS or REPEATED.fullmatch(folded) or _has_row(folded):
            raise ValidationError(self.get_help_text(), code="password_repeats")

    def get_help_text(self) -> str:
        return _("密码不能是重复的片段，也不能是键盘或字母表上连着的一串。")


class NotCommonInside(CommonPasswordValidator):
    """A common password stays common with digits and signs around it."""

    def validate(self, password: str, user: User | None = None) -> None:
        core = AROUND.sub("", password)
        if core and core != password:
            super().validate(core, user)


def _has_row(folded: str) -> bool:
    pieces = (folded[at : at + LONGEST_ROW] for at in range(len(folded) - LONGEST_ROW + 1))
    return any(piece in row or piece in row[::-1] for piece in pieces for row in ROWS)
