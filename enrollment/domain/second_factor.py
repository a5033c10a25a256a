"""The second factor of staff: a code of their telephone's app, or one of ten to be used once."""

import base64
import binascii
import secrets
import time

import django_otp
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from catalog.text import inbound
from catalog.text.codes import new_code

NAME = "app"  # django-otp wants one; nobody sees it
KEY_BYTES = 20
CODE_LENGTH = 6
RECOVERY_LENGTH = RECOVERY_CODES = 10  # 10 of 31 signs: 49 bits
STORED_LENGTH = 16  # what django-otp has room for: 64 bits of the keyed hash


def new_key() -> str:
    return secrets.token_hex(KEY_BYTES)


def address_of(user: User, key: str) -> str:
    """What an app reads from the QR code."""
    return str(TOTPDevice(user=user, key=key, name=NAME).config_url)


def readable(key: str) -> str:
    """The key as an app takes it where its camera cannot read the code."""
    text = base64.b32encode(binascii.unhexlify(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def is_set_up(user: User) -> bool:
    """Whether this account has a confirmed second factor."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_used() -> bool:
    """Whether any account has one."""
    return bool(TOTPDevice.objects.filter(confirmed=True).exists())


def match(user: User, typed: str) -> Device | None:
    """Return the device that takes the code, or ``None``; a code is taken once.

    Wrong codes make the device wait longer and longer (django-otp's throttling).
    """
    code = _plain(typed)
    if code.isdecimal() and len(code) == CODE_LENGTH:
        device, token = TOTPDevice.objects.filter(user=user, confirmed=True).first(), code
    else:
        device, token = StaticDevice.objects.filter(user=user, confirmed=True).first(), stored(code)
    if device is None or not code:
        return None
    return django_otp.verify_token(user, device.persistent_id, token)


def set_up(user: User, *, key: str, typed: str) -> tuple[TOTPDevice, list[str]] | None:
    """Make this key the account's second factor, in place of an earlier one.

    Return the device and fresh recovery codes, to be shown once; ``None`` where the code is wrong.
    """
    clock = TOTP(binascii.unhexlify(key))
    clock.time = time.time()
    code = _plain(typed)
    if len(code) != CODE_LENGTH or not code.isdecimal() or not clock.verify(int(code), 1):
        return None
    with transaction.atomic():
        remove(user)
        device = TOTPDevice.objects.create(user=user, key=key, name=NAME, last_t=clock.t())
        codes = new_recovery_codes(user)
    return device, codes


def remove(user: User) -> int:
    """Take the second factor away; return how many parts of it there were."""
    gone: int = TOTPDevice.objects.filter(user=user).delete()[0]
    codes: int = StaticDevice.objects.filter(user=user).delete()[0]
    return gone + codes


def new_recovery_codes(user: User) -> list[str]:
    """Ten codes in place of earlier ones; only keyed hashes of them are stored."""
    device, _created = StaticDevice.objects.get_or_create(user=user, name=NAME)
    device.token_set.all().delete()
    codes = [new_code(RECOVERY_LENGTH) for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=stored(code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes are unused."""
    return int(StaticToken.objects.filter(device__user=user).count())


def stored(code: str) -> str:
    return salted_hmac("enrollment.recovery", code, algorithm="sha256").hexdigest()[:STORED_LENGTH]


def _plain(typed: str) -> str:
    plain = inbound.plain(typed[:40]).upper()
    return plain.replace("-", "").replace(" ", "")
