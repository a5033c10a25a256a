"""Who is asking: what a client writes into a header never makes it somebody else."""

import pytest
from django.test import RequestFactory

from catalog.checks import proxies_refusal
from catalog.views.client_address import source_of

PROXY, CLIENT = "10.0.0.7", "203.0.113.9"


def asked(peer: str, forwarded: str = "") -> str:
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return source_of(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))


@pytest.mark.parametrize("forged", ["1.2.3.4", "1.2.3.4, 5.6.7.8", "10.0.0.7", "nonsense", ""])
def test_without_a_trusted_proxy_the_header_is_not_read(settings, forged):
    settings.TRUSTED_PROXIES = []

    assert asked(CLIENT, forged) == CLIENT


@pytest.mark.parametrize("forged", ["", "1.2.3.4, ", "1.2.3.4, 5.6.7.8, ", "<script>, ", ",,, "])
def test_behind_a_trusted_proxy_it_is_the_address_that_the_proxy_saw(settings, forged):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    assert asked(PROXY, forged + CLIENT) == CLIENT


def test_several_trusted_proxies_are_passed_over(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "192.0.2.1"]

    assert asked(PROXY, f"1.1.1.1, {CLIENT}, 192.0.2.1, 10.9.9.9") == CLIENT


def test_a_client_that_does_not_come_through_the_proxy_cannot_borrow_an_address(settings):
    settings.TRUSTED_PROXIES = [PROXY]

    assert asked(CLIENT, "198.51.100.1") == CLIENT


def test_a_proxy_behind_a_socket_has_no_address(settings):
    settings.TRUSTED_PROXIES = ["unix"]

    assert asked("", CLIENT) == CLIENT


def test_what_no_proxy_writes_ends_the_search_at_the_last_one_known(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    assert asked(PROXY, f"{CLIENT}, nonsense, 10.1.1.1") == "10.1.1.1"


def test_a_network_of_ipv6_counts_as_one_client(settings):
    settings.TRUSTED_PROXIES = []

    assert asked("2001:db8:1:2::1") == asked("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert asked("2001:db8:1:3::1") != asked("2001:db8:1:2::1")


def test_an_ipv4_address_written_as_ipv6_is_the_same_client(settings):
    settings.TRUSTED_PROXIES = []

    assert asked("::ffff:203.0.113.9") == CLIENT


def test_production_does_not_start_without_a_word_about_proxies():
    assert "TRUSTED_PROXIES is missing" in proxies_refusal([], production=True)
    assert "TRUSTED_PROXIES:" in proxies_refusal(["10.0.0.0/99"], production=False)
    for right in (["none"], ["unix"], ["127.0.0.1", "10.0.0.0/8"]):
        assert proxies_refusal(right, production=True) == ""
    assert proxies_refusal([], production=False) == ""
