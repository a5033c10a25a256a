"""One party of n seats on one session, and the people on its seats."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enrollment.models.contact import CONTACT, Contact
from enrollment.models.customer import to_company, to_person

MAX_PARTY = 50  # seats


class EnrollmentState(models.TextChoices):
    HELD = "held", _("占位")
    CONFIRMED = "confirmed", _("已确认")
    WAITING = "waiting", _("候补")
    OFFERED = "offered", _("待确认")
    CANCELLED = "cancelled", _("已取消")
    EXPIRED = "expired", _("已过期")


class Channel(models.TextChoices):
    WEB = "web", _("网站")
    STAFF = "staff", _("工作人员")


class ContactProof(models.TextChoices):
    """Whether somebody has to answer before seats are kept for days (domain.contact_proof)."""

    NONE = "", _("不用核实")
    TO_KEEP = "keep", _("待核实：占位先保留较短时间")
    TO_CONFIRM = "confirm", _("待核实：核实以后才能确认")
    PROVEN = "proven", _("已核实")


ACTIVE = (
    EnrollmentState.HELD,
    EnrollmentState.CONFIRMED,
    EnrollmentState.WAITING,
    EnrollmentState.OFFERED,
)
# Seats that are a party's own by now; and with those that are offered to it.
SEATED = (EnrollmentState.CONFIRMED, EnrollmentState.HELD)
SEATED_OR_OFFERED = (*SEATED, EnrollmentState.OFFERED)


def hold_over(*, by: datetime, path: str = "") -> Q:
    """Holds whose time is over at that moment; ``path`` leads to the enrollment."""
    return Q(**{f"{path}state": EnrollmentState.HELD, f"{path}held_until__lte": by})


def offer_over(*, by: datetime, path: str = "") -> Q:
    """The same of offers."""
    return Q(**{f"{path}state": EnrollmentState.OFFERED, f"{path}offered_until__lte": by})


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def active(self) -> Self:
        return self.filter(state__in=ACTIVE)

    def ending(self, *, by: datetime) -> Self:
        """Holds and offers whose time is over at the moment ``by``."""
        return self.filter(hold_over(by=by) | offer_over(by=by))

    def asking_for_longer(self) -> Self:
        """Parties that asked to keep their hold for longer."""
        return self.filter(state=EnrollmentState.HELD, longer_asked_at__isnull=False)

    def in_line(self) -> Self:
        """Waiting parties, whoever came first first."""
        return self.filter(state=EnrollmentState.WAITING).order_by("number")

    def with_names(self) -> Self:
        return self.select_related(
            "session__course__category", "session__city", "session__venue", "session__terms"
        )


class Enrollment(Contact):
    session = models.ForeignKey(
        "catalog.Session",
        on_delete=models.PROTECT,
        related_name="enrollments",
        verbose_name=_("班次"),
    )
    number = models.PositiveIntegerField(_("报名序号"))
    code = models.CharField(_("报名编号"), max_length=12, unique=True)
    # SHA-256 of the secret in the link; the secret itself is not stored (domain.links).
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # How many links were given up for a new one.
    links_renewed = models.PositiveSmallIntegerField(default=0, editable=False)
    key = models.CharField(_("提交标识"), max_length=64, unique=True, editable=False)
    body_hash = models.CharField(max_length=64, editable=False)

    company_record = to_company("enrollments")
    person = to_person("enrollments")
    seats = models.PositiveSmallIntegerField(_("人数"))
    # "We would take at least m of n"; empty: all or nothing.
    min_seats = models.PositiveSmallIntegerField(_("至少接受人数"), null=True, blank=True)
    # Only while offered, and only when fewer seats are offered than were asked for.
    offered_seats = models.PositiveSmallIntegerField(_("可提供人数"), null=True, blank=True)
    unit_price = models.DecimalField(
        _("约定单价（元/人）"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    outline = models.ForeignKey(
        "catalog.Outline",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("报名时的大纲"),
    )
    state = models.CharField(_("状态"), max_length=10, choices=EnrollmentState.choices)
    # It came before the dates were fixed: no seat becomes its own without its answer.
    preregistered = models.BooleanField(_("预登记"), default=False)
    held_until = models.DateTimeField(_("占位保留至"), null=True, blank=True)
    # The party asks to keep its hold for longer; an extension answers it.
    longer_asked_at = models.DateTimeField(_("请求延长占位"), null=True, blank=True)
    offered_until = models.DateTimeField(_("待确认截止"), null=True, blank=True)
    # The contact's mailbox by its letter, or the telephone by whoever of staff called it.
    contact_proof = models.CharField(
        _("联系方式核实"),
        max_length=10,
        choices=ContactProof.choices,
        blank=True,
        default="",
        db_default="",
    )
    moved_to = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="moved_from",
        verbose_name=_("改到"),
    )
    channel = models.CharField(
        _("来源"), max_length=10, choices=Channel.choices, default=Channel.WEB
    )
    # What ``?from=`` said of the link that led to the form: a poster, a letter, a chat.
    source = models.CharField(_("推广来源"), max_length=40, blank=True)
    language = models.CharField(_("语言"), max_length=12, default="zh-hans")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("录入人"),
    )
    staff_note = models.TextField(_("内部备注"), blank=True)
    created_at = models.DateTimeField(_("报名时间"))
    state_changed_at = models.DateTimeField(_("状态时间"))

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "报名")
        verbose_name_plural = pgettext_lazy("many", "报名")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["session", "state", "number"], name="enrollment_queue"),
            models.Index(fields=["-created_at", "-id"], name="enrollment_newest_first"),
            # Who enrolls once more is found by any of these three (domain.same_contact).
            models.Index(fields=["contact_phone"], name="enrollment_phone"),
            models.Index(Lower("contact_email"), name="enrollment_mail"),
            models.Index(fields=["contact_name", "company"], name="enrollment_name_company"),
        ]
        permissions = [
            ("export_enrollment", _("可以导出报名名单")),
            ("view_figures", _("可以看经营数据")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"], name="enrollment_number_is_used_once_in_a_session"
            ),
            models.CheckConstraint(
                name="enrollment_takes_one_to_fifty_seats",
                condition=Q(seats__gte=1, seats__lte=MAX_PARTY),
                violation_error_message=_("人数为 1 至 50。"),
            ),
            models.CheckConstraint(
                name="enrollment_state_is_known", condition=Q(state__in=EnrollmentState.values)
            ),
            models.CheckConstraint(
                name="enrollment_hold_has_a_deadline",
                condition=~Q(state=EnrollmentState.HELD) | Q(held_until__isnull=False),
            ),
            models.CheckConstraint(
                name="enrollment_contact_proof_is_known",
                condition=Q(contact_proof__in=ContactProof.values),
            ),
            models.CheckConstraint(
                name="enrollment_offer_has_a_deadline",
                condition=~Q(state=EnrollmentState.OFFERED) | Q(offered_until__isnull=False),
            ),
            models.CheckConstraint(
                name="enrollment_least_seats_are_one_to_all",
                condition=Q(min_seats__isnull=True)
                | Q(min_seats__gte=1, min_seats__lte=F("seats")),
                violation_error_message=_("至少接受人数为 1 至报名人数。"),
            ),
            models.CheckConstraint(
                name="enrollment_offered_seats_belong_to_an_offer",
                condition=Q(offered_seats__isnull=True)
                | Q(
                    state=EnrollmentState.OFFERED,
                    offered_seats__gte=1,
                    offered_seats__lte=F("seats"),
                ),
            ),
            models.CheckConstraint(
                name="enrollment_moves_only_when_cancelled",
                condition=Q(moved_to__isnull=True) | Q(state=EnrollmentState.CANCELLED),
            ),
            models.CheckConstraint(
                name="enrollment_price_is_not_negative",
                condition=Q(unit_price__isnull=True) | Q(unit_price__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_erased(self) -> bool:
        """Nobody is left in the row; its seats and sums are (enrollment.domain.emptying)."""
        return not self.body_hash

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def seats_counted(self) -> int:
        """Seats this party stands for in the counters: those offered, else those asked for."""
        return self.seats if self.offered_seats is None else self.offered_seats

    @property
    def total_price(self):
        """Price in CNY for the whole party; ``None`` while the price is on request."""
        return None if self.unit_price is None else self.unit_price * self.seats


# What a party takes along to another session; each of its other fields begins anew there.
CARRIED = (
    "code",
    "links_renewed",
    "body_hash",
    *CONTACT,
    "contact_proof",
    "company_record_id",
    "person_id",
    "seats",
    "min_seats",
    "channel",
    "source",
    "language",
    "created_by_id",
    "staff_note",
)


class Participant(models.Model):
    enrollment = models.ForeignKey(
        Enrollment,
        on_delete=models.CASCADE,
        related_name="participants",
        verbose_name=pgettext_lazy("one", "报名"),
    )
    position = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("姓名"), max_length=64)
    phone = models.CharField(_("手机"), max_length=40, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    department = models.CharField(_("部门"), max_length=80, blank=True)
    job_title = models.CharField(_("职务"), max_length=80, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "学员")
        verbose_name_plural = pgettext_lazy("many", "学员")
        ordering = ["enrollment_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "position"],
                name="participant_position_is_used_once_in_an_enrollment",
            )
        ]

    def __str__(self) -> str:
        return self.name


def label_of(field: str) -> str:
    """What a participant's field is called, in the reader's language."""
    found = Participant._meta.get_field(field)
    return str(found.verbose_name) if isinstance(found, models.Field) else field
