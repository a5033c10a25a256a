"""The figures as tables: what a page shows of them is what a file of them holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.documents.tabular import Cell, Column
from catalog.domain.date_formats import with_detail
from enrollment.models.enrollment import Channel
from enrollment.queries.figures.scope import By, Key, Scope, months_between, names_of
from enrollment.queries.figures.sums import CENT, Groups, Sums, groups, sources

Names = dict[Key, str]
LEADS = ((0, 3), (4, 7), (8, 14), (15, 30), (31, 60), (61, None))  # days


@dataclass(frozen=True, slots=True)
class Table:
    """``parts`` are the places of the columns that a bar is made of, ``out_of`` that of its end."""

    key: str
    title: str
    says: str
    columns: list[Column]
    rows: list[list[Cell]]
    parts: tuple[int, ...]
    out_of: int | None = None
    shown: int = 1  # the place of the number beside the bar

    @property
    def has_figures(self) -> bool:
        return any(row[place] for row in self.rows for place in self.parts)


@dataclass(frozen=True, slots=True)
class Figures:
    total: Sums
    tables: list[Table]

    def table(self, key: str) -> Table | None:
        return next((table for table in self.tables if table.key == key), None)


def figures(scope: Scope) -> Figures:
    """All figures of the scope: at most nine queries, however many parties there are."""
    sums = groups(scope)
    if scope.by == By.MONTH:
        for month in months_between(sums.by_key):
            sums.by_key.setdefault(month, Sums())
    names = names_of(scope, set(sums.by_key))
    tables = [_value(scope, sums, names)]
    if scope.has_rooms:
        tables.insert(0, _occupancy(scope, sums, names))
        tables.append(_demand(scope, sums, names))
    return Figures(sums.total, [*tables, _leads(sums.total), _sources(scope)])


def _rows(
    scope: Scope,
    groups: Groups,
    names: Names,
    weight: Callable[[Sums], int | Decimal],
    cells: Callable[[Sums], list[Cell]],
) -> list[list[Cell]]:
    """A row a group: months in order, else what weighs most first; groups of nothing are none."""
    keys = list(groups.by_key)
    if scope.by == By.MONTH:
        keys.sort(key=lambda month: month if isinstance(month, date) else date.max)
    else:
        keys = [key for key in keys if any(cells(groups.by_key[key]))]
        keys.sort(key=lambda key: (-weight(groups.by_key[key]), names.get(key, "")))
    return [
        [_name(key, names), *cells(groups.by_key[key])]
        for key in keys
        if key is not None or any(cells(groups.by_key[key]))
    ]


def _name(key: Key, names: Names) -> str:
    return names.get(key) or str(key)


def _group(scope: Scope) -> Column:
    return Column(str(By(scope.by).label), "text", 28)


def _numbers(*names: str) -> list[Column]:
    return [Column(name, "number", 10) for name in names]


def _occupancy(scope: Scope, groups: Groups, names: Names) -> Table:
    def cells(sums: Sums) -> list[Cell]:
        return [sums.occupancy, sums.sessions, sums.capacity, sums.filled, sums.reserved]

    return Table(
        "occupancy",
        _("上座率"),
        _("已确认和占位的座位，占名额的多少；取消的班次和不限名额的班次不算。"),
        [
            _group(scope),
            *_numbers(_("上座率（%）"), _("班次数"), _("名额"), _("已确认"), _("占位")),
        ],
        _rows(scope, groups, names, lambda sums: sums.filled, cells),
        parts=(4, 5),
        out_of=3,
    )


def _value(scope: Scope, groups: Groups, names: Names) -> Table:
    def cells(sums: Sums) -> list[Cell]:
        held_value = sums.kept_value.quantize(CENT)
        return [
            sums.value.quantize(CENT),
            sums.parties,
            sums.people,
            held_value,
            sums.kept,
            sums.unpriced,
        ]

    return Table(
        "value",
        _("成交金额"),
        _("已确认的报名，单价乘人数；改过班次的只在新班次算一次，取消和过期的不算。"),
        [
            _group(scope),
            Column(_("成交金额（元）"), "money", 14),
            *_numbers(_("成交单数"), _("成交人数")),
            Column(_("占位金额（元）"), "money", 14),
            *_numbers(_("占位人数"), _("价格面议的人数")),
        ],
        _rows(scope, groups, names, lambda sums: sums.value, cells),
        parts=(1, 4),
    )


def _demand(scope: Scope, groups: Groups, names: Names) -> Table:
    def cells(sums: Sums) -> list[Cell]:
        wanted = sums.waiting_people + sums.interest_people
        return [wanted, sums.waiting_people, sums.interest_people, sums.waiting, sums.interests]

    return Table(
        "demand",
        _("想来的人"),
        _("候补、预登记的人，和登记了“开班时告诉我”、还没有通知的人。"),
        [
            _group(scope),
            *_numbers(_("想来人数"), _("候补人数"), _("意向人数"), _("候补单数"), _("意向单数")),
        ],
        _rows(scope, groups, names, lambda sums: sums.waiting_people + sums.interest_people, cells),
        parts=(2, 3),
    )


def _leads(total: Sums) -> Table:
    every = sum(total.leads.values())
    rows: list[list[Cell]] = []
    for least, most in LEADS:
        parties = sum(
            n
            for days, n in total.leads.items()
            if least <= days <= (days if most is None else most)
        )
        if most is None:
            name = _("%(least)d 天以上") % {"least": least - 1}
        else:
            name = _("%(least)d–%(most)d 天") % {"least": least, "most": most}
        rows.append([name, parties, round(100 * parties / every) if every else None])
    return Table(
        "lead",
        _("提前多少天报名"),
        _("从报名到开班；改班次来的和没有日期的不算。"),
        [Column(_("提前天数"), "text", 14), *_numbers(_("单数"), _("占比（%）"))],
        rows,
        parts=(1,),
    )


def _sources(scope: Scope) -> Table:
    by_source = sources(scope).items()
    ranked = sorted(by_source, key=lambda pair: (-pair[1].people, -pair[1].parties, pair[0]))
    return Table(
        "sources",
        _("从哪里来"),
        _(
            "海报和链接里的 ?from= 一直算到报名和咨询；取消的也算来过。"
            "打开次数是短链接（/c/…）的，只数次数，不认人。"
        ),
        [
            Column(_("来源"), "text", 20),
            *_numbers(
                *(_("成交人数"), _("成交单数"), _("报名单数")),
                *(_("咨询条数"), _("打开次数")),
            ),
            Column(_("成交金额（元）"), "money", 14),
        ],
        [
            [
                _source_name(source, channel),
                *(sums.people, sums.sold, sums.parties, sums.inquiries, sums.opened),
                Decimal(sums.value).quantize(CENT),
            ]
            for (source, channel), sums in ranked
        ],
        parts=(1,),
    )


def _source_name(source: str, channel: str) -> str:
    known = {"poster": _("海报")}
    if source:
        return with_detail(known[source], source) if source in known else source
    return _("电话，工作人员登记") if channel == Channel.STAFF else _("网站，没有标记")
