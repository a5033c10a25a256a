"""Staff who are logged in, each in one group."""

from django.contrib.auth.models import Group
from django.test import Client

from tests.factories import UserFactory


def staff(group: str, **values):
    user = UserFactory(username=values.pop("username", group), **values)
    user.groups.add(Group.objects.get(name=group))
    return user


def client_of(group: str) -> Client:
    client = Client()
    client.force_login(staff(group))
    return client
