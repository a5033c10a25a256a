"""Accounts of staff: nobody gives rights that they have not, nor touches somebody above."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from enrollment.domain import account_rights, second_factor
from enrollment.models import AuditEvent
from tests.factories import UserFactory
from tests.office import client_of, staff
from tests.tab import Tab

pytestmark = pytest.mark.django_db


def change(user) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def client_for(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def head():
    """A superuser, above every manager."""
    return UserFactory(username="head", is_superuser=True, email="head@example.cn")


@pytest.mark.parametrize(
    "forged",
    [{"is_superuser": "on"}, {"user_permissions": "1"}, {"is_superuser": "on", "groups": "1"}],
)
def test_a_manager_cannot_make_himself_more(forged):
    manager = staff("manager")
    tab = Tab(client_for(manager), change(manager))
    before = account_rights.rights_of(manager)

    tab.send(**forged)

    manager.refresh_from_db()
    assert manager.is_superuser is False
    assert list(manager.groups.values_list("name", flat=True)) == ["manager"]
    assert account_rights.rights_of(manager) == before
    assert not manager.user_permissions.exists()


def test_a_manager_cannot_make_somebody_else_more():
    sales = staff("sales")
    above = Permission.objects.get(codename="delete_enrollment")
    tab = Tab(client_of("manager"), change(sales))

    tab.send(is_superuser="on", user_permissions=str(above.pk))

    sales.refresh_from_db()
    assert sales.is_superuser is False
    assert not sales.user_permissions.exists()


def test_a_group_with_more_rights_than_ones_own_cannot_be_given():
    big = Group.objects.create(name="big")
    big.permissions.add(Permission.objects.get(codename="delete_enrollment"))
    sales = staff("sales")
    tab = Tab(client_of("manager"), change(sales))
    tab["groups"] = [str(big.pk)]

    tab.send()

    assert list(sales.groups.values_list("name", flat=True)) == ["sales"]


def test_a_manager_gives_a_role_and_it_is_written_down():
    editor, finance = staff("editor"), Group.objects.get(name="finance")
    tab = Tab(client_of("manager"), change(editor))
    tab["groups"] = [str(finance.pk)]

    answer = tab.send()

    assert answer.status_code == 302
    assert list(editor.groups.values_list("name", flat=True)) == ["finance"]
    event = AuditEvent.objects.get(verb="change facts")
    assert (event.actor, event.object_type) == ("staff:manager", "user")
    assert event.changes["groups"][1] == [finance.pk]


def test_somebody_above_is_not_touched(head):
    browser = client_of("manager")

    shown = browser.get(change(head))
    changed = browser.post(change(head), {"username": "head", "email": "mine@example.cn"})
    password = browser.post(
        reverse("admin:auth_user_password_change", args=[head.pk]),
        {"password1": "ein-neues-geheimnis-7", "password2": "ein-neues-geheimnis-7"},
    )
    switched_off = browser.post(
        reverse("admin:auth_user_changelist"),
        {"action": "remove_factor", "_selected_action": [head.pk]},
        follow=True,
    )

    head.refresh_from_db()
    assert 'name="email"' not in shown.text
    assert (changed.status_code, password.status_code) == (403, 403)
    assert head.email == "head@example.cn"
    assert "1 个账号的权限比您大，没有动。" in switched_off.text


def test_who_was_above_stays_so_while_switched_off(head):
    head.is_active = False
    head.save()
    manager = staff("manager", username="old", is_active=False)

    assert client_of("manager").post(change(head), {}).status_code == 403
    assert account_rights.is_above(manager, staff("sales"))
    assert not account_rights.is_above(manager, staff("manager", username="other"))


def test_the_rights_of_the_own_account_are_shown_only(head):
    browser = client_for(head)
    tab = Tab(browser, change(head))

    tab.send(is_superuser="", is_active="")

    head.refresh_from_db()
    assert (head.is_superuser, head.is_active) == (True, True)


def test_a_manager_puts_no_right_into_a_group_that_he_has_not():
    group = Group.objects.get(name="sales")
    above = Permission.objects.get(codename="delete_enrollment")
    tab = Tab(client_of("manager"), reverse("admin:auth_group_change", args=[group.pk]))
    tab["permissions"] = [*map(str, group.permissions.values_list("pk", flat=True)), str(above.pk)]

    tab.send()

    assert above not in group.permissions.all()


def test_a_group_above_is_not_changed():
    big = Group.objects.create(name="big")
    big.permissions.add(Permission.objects.get(codename="delete_enrollment"))

    answer = client_of("manager").post(
        reverse("admin:auth_group_change", args=[big.pk]), {"name": "small"}
    )

    big.refresh_from_db()
    assert (answer.status_code, big.name) == (403, "big")


@pytest.mark.parametrize("name", account_rights.ROLES)
def test_the_roles_are_not_deleted(name):
    group = Group.objects.get(name=name)

    answer = client_of("manager").post(
        reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"}
    )

    assert answer.status_code == 403


def test_an_account_is_switched_off_and_never_deleted(head):
    sales = staff("sales")

    answer = client_for(head).post(
        reverse("admin:auth_user_delete", args=[sales.pk]), {"post": "yes"}
    )

    assert answer.status_code == 403
    assert User.objects.filter(pk=sales.pk).exists()


def test_a_lost_second_factor_is_taken_away_by_a_manager():
    sales = staff("sales")
    sales.totpdevice_set.create(name="app", key="00" * 20)
    second_factor.new_recovery_codes(sales)
    theirs = client_for(sales)

    client_of("manager").post(
        reverse("admin:auth_user_changelist"),
        {"action": "remove_factor", "_selected_action": [sales.pk]},
    )

    assert not second_factor.is_set_up(sales)
    assert second_factor.recovery_codes_left(sales) == 0
    assert theirs.get("/admin/account/").status_code == 302
    assert AuditEvent.objects.get(verb="remove factor").object_id == str(sales.pk)


def test_nobody_takes_the_own_second_factor_away_like_that():
    manager = staff("manager")
    browser = client_for(manager)
    manager.totpdevice_set.create(name="app", key="00" * 20)

    browser.post(
        reverse("admin:auth_user_changelist"),
        {"action": "remove_factor", "_selected_action": [manager.pk]},
    )

    assert second_factor.is_set_up(manager)


def test_a_new_account_is_written_down():
    browser = client_of("manager")
    tab = Tab(browser, reverse("admin:auth_user_add"))
    tab["username"] = "xiao"
    tab["password1"] = tab["password2"] = "zhi-dao-de-mima-01"

    tab.send()

    user = User.objects.get(username="xiao")
    assert AuditEvent.objects.get(verb="add account").object_id == str(user.pk)
    assert (user.is_staff, user.is_superuser) == (False, False)
