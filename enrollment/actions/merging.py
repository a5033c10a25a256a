"""Two companies or two people are one, or turn out not to be: all of it can be taken back."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from enrollment.domain import audit, customers
from enrollment.domain.refusals import Refusal
from enrollment.models import (
    Company,
    CompanyLink,
    CompanyName,
    CustomerMerge,
    Enrollment,
    Inquiry,
    Interest,
    MergeSuggestion,
    Person,
    PersonKey,
)
from enrollment.people.company_names import read_name

Customer = Company | Person
Typed = Enrollment | Inquiry | Interest


class NotMergeable(Refusal):
    """The two cannot become one as they are now."""


class NotUndoable(Refusal):
    """The merge was undone before, or another one has to be undone first."""


# By kind: the rows that belong to a customer, each with the field that says whose they are.
ROWS: Mapping[str, Mapping[str, tuple[type[Model], str]]] = {
    "company": {
        "enrollments": (Enrollment, "company_record"),
        "inquiries": (Inquiry, "company_record"),
        "interests": (Interest, "company_record"),
        "people": (Person, "company"),
        "names": (CompanyName, "company"),
        "links": (CompanyLink, "company"),
    },
    "person": {
        "enrollments": (Enrollment, "person"),
        "inquiries": (Inquiry, "person"),
        "interests": (Interest, "person"),
        "keys": (PersonKey, "person"),
        "links": (CompanyLink, "person"),
    },
}
TYPED = ("enrollments", "inquiries", "interests")
FILLED = {
    "company": ("tax_number", "address", "bank", "bank_account"),
    "person": ("email", "domain", "company_id"),
}


def kind_of(customer: Customer) -> str:
    """Return "company" or "person"."""
    return "company" if isinstance(customer, Company) else "person"


@transaction.atomic
def merge(target: Customer, gone: Customer, *, now: datetime, actor: str) -> CustomerMerge:
    """Make one of the two: the rows of ``gone`` move to ``kept``, whose empty fields it fills.

    Raise NotMergeable.
    """
    kind = kind_of(target)
    target, gone = _fresh_pair(target, gone)
    moved = {name: _move(model, field, gone, target) for name, (model, field) in ROWS[kind].items()}
    gone.merged_into = target
    gone.save(update_fields=["merged_into"])
    filled = [name for name in FILLED[kind] if getattr(gone, name) and not getattr(target, name)]
    for name in filled:
        setattr(target, name, getattr(gone, name))
    if filled:
        target.save(update_fields=filled)
    pair = {f"{kind}_kept": target, f"{kind}_gone": gone}
    done = CustomerMerge.objects.create(moved=moved, filled=filled, at=now, actor=actor, **pair)
    _settle(target, gone, now=now)
    count = sum(len(moved[name]) for name in TYPED)
    audit.record("merge customers", target, actor=actor, now=now, merged=gone.pk, rows=count)
    return done


def _fresh_pair(target: Customer, gone: Customer) -> tuple[Customer, Customer]:
    """The two as they are now, locked in the order of their ids."""
    model: type[Customer] = type(target)
    if type(gone) is not model or target.pk == gone.pk:
        raise NotMergeable(_("请选择两个不同的单位，或两位不同的联系人。"))
    rows = model.objects.select_for_update(no_key=True).filter(pk__in=[target.pk, gone.pk])
    fresh: dict[int, Customer] = {row.pk: row for row in rows.order_by("pk")}
    if len(fresh) < 2 or any(customer.merged_into_id for customer in fresh.values()):
        raise NotMergeable(_("其中一个刚刚已被合并或删除，请重新打开再看。"))
    pair = fresh[target.pk], fresh[gone.pk]
    taxes = {
        customer.tax_number
        for customer in pair
        if isinstance(customer, Company) and customer.tax_number
    }
    if len(taxes) > 1:
        raise NotMergeable(_("两个单位的税号不同，不是同一个单位；税号写错的，请先改正。"))
    return pair


def _move(model: type[Model], field: str, source: Customer, target: Customer) -> list[int]:
    """Give the rows of ``source`` to ``target``; return which they were."""
    rows = model._default_manager.filter(**{field: source}).order_by("pk")
    if model is CompanyName:
        rows = rows.exclude(name__in=CompanyName.objects.filter(company=target.pk).values("name"))
    ids = list(rows.values_list("pk", flat=True))
    model._default_manager.filter(pk__in=ids).update(**{field: target})
    return ids


@transaction.atomic
def undo_merge(done: CustomerMerge, *, now: datetime, actor: str) -> CustomerMerge:
    """Part the two again: every row that moved goes back, and what came since to whom it names.

    Raise NotUndoable.
    """
    done = CustomerMerge.objects.select_for_update(of=("self",)).get(pk=done.pk)
    target, gone = done.kept, done.gone
    kind = kind_of(target)
    if done.undone_at is not None:
        raise NotUndoable(_("这次合并已经撤销过了。"))
    if target.merged_into_id is not None:
        raise NotUndoable(
            _("“%(name)s”后来又并入了别的记录，请先撤销那一次合并。") % {"name": target}
        )
    came = _came_since(done, target, gone)
    for name, (model, field) in ROWS[kind].items():
        ids = [*done.moved.get(name, []), *came.get(name, [])]
        model._default_manager.filter(pk__in=ids, **{field: target}).update(**{field: gone})
    for name in done.filled:
        if getattr(target, name) == getattr(gone, name):
            setattr(target, name, type(target)._meta.get_field(name).get_default() or _empty(name))
    target.save(update_fields=done.filled or ["created_at"])
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    done.undone_at = now
    done.save(update_fields=["undone_at"])
    _settle(target, gone, now=now)
    audit.record("undo merge", target, actor=actor, now=now, merged=gone.pk)
    return done


def _empty(name: str) -> str | None:
    return None if name.endswith("_id") else ""


def _came_since(done: CustomerMerge, target: Customer, gone: Customer) -> dict[str, list[int]]:
    """Rows of the kept one that were typed since the merge and name the other."""
    names = gone_names(done)
    came: dict[str, list[int]] = {
        name: _moved_on(done) if name == "enrollments" else [] for name in TYPED
    }
    for name in TYPED:
        model, field = ROWS[kind_of(target)][name]
        rows = model._default_manager.filter(**{field: target}, created_at__gte=done.at)
        fresh = rows.exclude(pk__in=done.moved[name])
        came[name] += [row.pk for row in fresh if isinstance(row, Typed) and names(row)]
    return came


def _moved_on(done: CustomerMerge) -> list[int]:
    """The parties that went to another session since: each has a new row there."""
    sessions, ids = [], done.moved["enrollments"]
    while ids:
        ids = list(Enrollment.objects.filter(moved_from__in=ids).values_list("pk", flat=True))
        sessions += ids
    return sessions


def gone_names(done: CustomerMerge) -> Callable[[Typed], bool]:
    """Whether a row names the one that went into the other: by its spelling, or by who typed it."""
    if done.company_gone_id:
        spelt = CompanyName.objects.filter(pk__in=done.moved["names"]).exclude(key="")
        keys = set(spelt.values_list("key", flat=True))
        return lambda row: read_name(row.company).key in keys
    marks = set(PersonKey.objects.filter(pk__in=done.moved["keys"]).values_list("mark", flat=True))
    return lambda row: (
        not marks.isdisjoint(
            customers.marks_of(row.contact_name, row.contact_phone, row.contact_email)
        )
    )


def _settle(customer: Customer, other: Customer, *, now: datetime) -> None:
    """The two were decided about: they are not suggested again."""
    first, second = sorted((customer, other), key=lambda row: row.pk)
    kind = kind_of(customer)
    pair = {f"{kind}_one": first, f"{kind}_other": second}
    MergeSuggestion.objects.update_or_create(
        **pair,
        defaults={"settled_at": now},
        create_defaults={"settled_at": now, "made_at": now, "why": "fits"},
    )


@transaction.atomic
def keep_apart(suggestion: MergeSuggestion, *, now: datetime, actor: str) -> None:
    """They are not one; it is not asked again."""
    open_still = MergeSuggestion.objects.filter(pk=suggestion.pk, settled_at=None)
    if open_still.update(settled_at=now):
        audit.record("keep apart", suggestion.one, actor=actor, now=now, merged=suggestion.other.pk)
