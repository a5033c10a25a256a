"""Accounts and roles of staff: nobody gives rights that they have not, nor touches one above."""

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from catalog.admin.editing import Merging
from enrollment.domain import account_rights, audit, second_factor, staff_sessions

# The keys of second factors have no page: they would be a way around them.
admin.site.unregister([User, Group, TOTPDevice, StaticDevice])

WHO = (None, {"fields": ("username", "password")})
ONLY_NAME = (None, {"fields": ("username",)})
NAMES = (gettext_lazy("姓名和邮箱"), {"fields": ("first_name", "last_name", "email")})
WHEN = (gettext_lazy("时间"), {"fields": ("last_login", "date_joined")})
RIGHTS = ["is_active", "is_staff", "groups"]
ALL_RIGHTS = ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]


@admin.register(User)
class AccountAdmin(Merging, UserAdmin):
    personal = frozenset({"username", "first_name", "last_name", "email", "password"})
    actions = ["sign_out", "remove_factor"]
    readonly_fields = ["last_login", "date_joined"]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return super().get_fieldsets(request, obj)
        shown = ALL_RIGHTS if request.user.is_superuser else RIGHTS
        # Beside a password stands the button that changes it.
        who = WHO if self.has_change_permission(request, obj) else ONLY_NAME
        return [who, NAMES, (gettext_lazy("角色"), {"fields": shown}), WHEN]

    def get_readonly_fields(self, request, obj=None):
        """Of the own account the rights are shown only: somebody else gives them."""
        is_own = obj is not None and obj.pk == request.user.pk
        return [*self.readonly_fields, *(ALL_RIGHTS if is_own else [])]

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = account_rights.giveable_groups(request.user)
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not account_rights.is_above(obj, request.user))

    def has_delete_permission(self, request, obj=None):
        return False  # Switched off instead: what the account did keeps its name.

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            staff_sessions.end(staff_sessions.sign_ins_of(obj, now=timezone.now()))

    def log_addition(self, request, obj, message):
        actor = audit.actor_name(request.user)
        audit.record("add account", obj, actor=actor, now=timezone.now())
        return super().log_addition(request, obj, message)

    @admin.action(permissions=["change"], description=gettext_lazy("退出所选账号的所有登录"))
    def sign_out(self, request, queryset):
        now = timezone.now()
        self._for_each(
            request,
            queryset,
            "end sign-ins",
            lambda user: staff_sessions.end(staff_sessions.sign_ins_of(user, now=now)),
        )

    @admin.action(permissions=["change"], description=gettext_lazy("去掉所选账号的手机验证器"))
    def remove_factor(self, request, queryset):
        """For who lost it: the next sign-in sets up another one."""
        others = queryset.exclude(pk=request.user.pk)
        self._for_each(request, others, "remove factor", self._without_factor)

    def _without_factor(self, user) -> int:
        gone = second_factor.remove(user)
        staff_sessions.end(staff_sessions.sign_ins_of(user, now=timezone.now()))
        return gone

    def _for_each(self, request, queryset, verb: str, act) -> None:
        actor, done, refused = audit.actor_name(request.user), 0, 0
        for user in queryset:
            if account_rights.is_above(user, request.user):
                refused += 1
                continue
            act(user)
            audit.record(verb, user, actor=actor, now=timezone.now())
            done += 1
        messages.success(request, _("%(n)d 个账号已处理。") % {"n": done})
        if refused:
            said = _("%(n)d 个账号的权限比您大，没有动。") % {"n": refused}
            messages.warning(request, said)


@admin.register(Group)
class StaffGroupAdmin(Merging, GroupAdmin):
    way_out = gettext_lazy("先给这些账号换成别的角色：角色一删，他们的权限就没了。")

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "permissions":
            kwargs["queryset"] = account_rights.giveable_rights(request.user)
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or account_rights.may_touch_group(obj, request.user))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        if obj is None:
            return allowed
        own = obj.name not in account_rights.ROLES
        return allowed and own and account_rights.may_touch_group(obj, request.user)
