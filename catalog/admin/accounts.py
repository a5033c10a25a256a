"""Accounts and groups of staff: Django's own pages, which overwrite no newer work either."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from catalog.admin.editing import Merging

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(Merging, UserAdmin):
    personal = frozenset({"username", "first_name", "last_name", "email", "password"})


@admin.register(Group)
class StaffGroupAdmin(Merging, GroupAdmin):
    pass
