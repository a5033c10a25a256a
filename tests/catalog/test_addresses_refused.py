"""An address that is none of ours is not found; it is never a fault."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["%00", "a%00b", "班次", "x" * 60, "..", "%F0%9F%98%80", "' OR 1"])
@pytest.mark.parametrize(
    "address",
    ["/sessions/{}/", "/sessions/{}/calendar.ics", "/courses/{}/", "/courses/a/files/{}/"],
)
def test_nonsense_in_an_address_is_not_found(client, address, code):
    assert client.get(address.format(code)).status_code == 404
