import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.phones import PhoneInvalid, masked, normalise


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("13900000001", "13900000001"),
        ("139 0000 0001", "13900000001"),
        ("139-0000-0001", "13900000001"),
        ("+86 139 0000 0001", "13900000001"),
        ("0086 13900000001", "13900000001"),
        ("１３９００００００01", "13900000001"),
        ("0871-6000 0000", "087160000000"),
        ("0871-60000000转801", "087160000000转801"),
        ("(0871) 6000 0000 ext. 12", "087160000000转12"),
        ("010 6000 0000", "01060000000"),
        ("+1 650 253 0000", "+16502530000"),
    ],
)
def test_a_number_is_written_one_way(typed, written):
    assert normalise(typed) == written
    assert normalise(written) == written


@pytest.mark.parametrize(
    "typed", ["", "abc", "139", "1390000000", "139000000011", "12345678901", "+", "电话"]
)
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(PhoneInvalid, match="139 0000 0000"):
        normalise(typed)


@given(st.text(max_size=200))
def test_any_text_is_a_number_or_is_refused(text):
    try:
        written = normalise(text)
    except PhoneInvalid:
        return

    assert normalise(written) == written


@pytest.mark.parametrize(
    ("phone", "shown"), [("13900000001", "139****0001"), ("1234", "****"), ("", "****")]
)
def test_a_masked_number_cannot_be_called(phone, shown):
    assert masked(phone) == shown
