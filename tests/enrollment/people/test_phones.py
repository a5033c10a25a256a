"""Telephone numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.people.phones import PhoneInvalid, last_four, masked, normalise


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13900000001", "13900000001"),
        ("139 0000 0001", "13900000001"),
        ("139-0000-0001", "13900000001"),
        ("139.0000.0001", "13900000001"),
        ("+8613900000001", "13900000001"),
        ("+86 139 0000 0001", "13900000001"),
        ("（+86）139 0000 0001", "13900000001"),
        ("008613900000001", "13900000001"),
        ("8613900000001", "13900000001"),
        ("86-13900000001", "13900000001"),
        ("１３９　００００　０００１", "13900000001"),
        ("13900000001.0", "13900000001"),
        ("010-8888 8888", "01088888888"),
        ("0871-60000000", "087160000000"),
        ("（0871）6000 0000", "087160000000"),
        ("0871-6000 0000 转 801", "087160000000转801"),
        ("0871-60000000-801", "087160000000转801"),
        ("+86-871-60000000 ext. 12", "087160000000转12"),
        ("0692-2000000", "06922000000"),
        ("400-800-1234", "4008001234"),
        ("+852 6123 4567", "+85261234567"),
        ("00852-61234567", "+85261234567"),
        ("+1 415 555 2671", "+14155552671"),
    ],
)
def test_a_number_is_written_one_way(typed, kept):
    assert normalise(typed) == kept


@pytest.mark.parametrize("typed", ["13900000001", "0871-6000 0000 转 801", "+852 6123 4567"])
def test_a_number_written_one_way_stays_as_it_is(typed):
    assert normalise(normalise(typed)) == normalise(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("139 0000 000", "手机号应是 11 位，这里有 10 位，请核对。"),
        ("1390000", "手机号应是 11 位，这里有 7 位，请核对。"),  # no local number begins with 1
        ("1390000000123", "手机号应是 11 位，这里有 13 位，请核对。"),
        ("+86 1390000000", "手机号应是 11 位，这里有 10 位，请核对。"),
        ("12900000001", "这不是大陆手机号，请写成 139 0000 0000。"),
        ("60000000", "座机请加上区号，例如 0871-6000 0000。"),
        ("95588", "电话号码的位数不对，请写成 139 0000 0000 或 0871-6000 0000。"),
        ("23900000001", "这不是大陆手机号，请写成 139 0000 0000。"),
        ("021600000011", "电话号码的位数不对，请写成 139 0000 0000 或 0871-6000 0000。"),
        ("没有", "这不像电话号码，请写成 139 0000 0000 或 0871-6000 0000。"),
        ("", "这不像电话号码，请写成 139 0000 0000 或 0871-6000 0000。"),
        ("+852 612", "电话号码的位数不对，请写成 139 0000 0000 或 0871-6000 0000。"),
    ],
)
def test_what_is_no_number_is_told_what_would_be_right(typed, sentence):
    with pytest.raises(PhoneInvalid) as wrong:
        normalise(typed)

    assert str(wrong.value) == sentence


def test_a_number_spoilt_by_a_spreadsheet_is_named():
    with pytest.raises(PhoneInvalid) as wrong:
        normalise("1.39E+10")

    assert wrong.value.params == {"text": "1.39E+10"}


@pytest.mark.parametrize("text", ["1" * 50_000, "-" * 50_000, "转1" * 25_000, " " * 50_000])
def test_an_endless_text_is_refused_at_once(text):
    with pytest.raises(PhoneInvalid):
        normalise(text)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13900000001", "139****0001"), ("087160000000转801", "087****0000"), ("12", "****")],
)
def test_a_masked_number_is_recognised_by_its_owner_only(phone, shown):
    assert masked(phone) == shown


@pytest.mark.parametrize(
    ("phone", "digits"), [("13900000001", "0001"), ("087160001234转801", "1234"), ("", "")]
)
def test_the_last_four_digits_are_those_of_the_number_itself(phone, digits):
    assert last_four(phone) == digits


@given(st.text(max_size=200))
def test_any_text_is_a_number_or_is_refused(text):
    try:
        written = normalise(text)
    except PhoneInvalid:
        return

    assert normalise(written) == written


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202d139 0000 0001\u202c", "13900000001"),
        ("0086-139-0000-0001", "13900000001"),
        ("852 6123 4567", "+85261234567"),
        ("(852) 6123 4567", "+85261234567"),
        ("853-6612 3456", "+85366123456"),
        ("0912-345-678", "0912345678"),  # a country is added only where it is written
        ("0900 000 101", "0900000101"),
        ("02-20000013 #305", "02-20000013转305"),
        ("(02)2000-0013", "02-2000-0013"),
        ("0380 000 101", "0380-000-101"),
        ("080-0000-0106", "08000000106"),
        ("\u202a+86 139 0000 0001\u202c", "13900000001"),
        ("＋86-139-0000-0001", "13900000001"),
        ("852-9123 4567", "+85291234567"),
        ("0065 8123 4567", "+6581234567"),
        ("139 0000 0001（微信同号）", "13900000001"),
        ("13900000001 同微信", "13900000001"),
    ],
)
def test_a_number_copied_from_elsewhere_or_from_next_door_is_understood(typed, kept):
    assert normalise(typed) == kept
