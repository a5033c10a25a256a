import random
import string

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

LIN = User(username="linxiaoning", first_name="Ning", last_name="Linde", email="ning.lin@a.cn")


@pytest.mark.parametrize(
    "password",
    [
        "kurz-1x",
        "linxiaoning-2027-x",
        "my-LinXiaoNing-key",
        "ning.lin@geheim-22",
        "kaike-2027-geheim",
        "开课后台密码一二三四五",
        "aaaaaaaaaaaaaa",
        "abababababab1",
        "xyz1xyz1xyz1xyz1",
        "hm-qwertyuiop-2",
        "geheim-123456-x",
        "password2027!!",
        "!!iloveyou!!2027",
        "654321-fedcba-x",
    ],
)
def test_names_repeats_rows_and_common_words_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, LIN)


@pytest.mark.parametrize(
    "password", ["correct horse battery", "zhi-dao-de-mima-01", "x" + "äöü7Kp!" * 9 + "end"]
)
def test_other_long_ones_are_taken(password):
    validate_password(password, LIN)


def test_a_long_password_counts_to_its_last_sign():
    chance = random.Random(7)  # noqa: S311 - no secret
    long = "".join(chance.choices(string.ascii_letters + "祝你好运", k=200))
    user = User(username="an")
    validate_password(long, LIN)
    user.set_password(long)

    assert user.check_password(long)
    assert not user.check_password(long[:-1] + "-")
