"""Spellings of one company are told from names that only look alike."""

import pytest

from bench.companies import measured
from enrollment.people.companies import Known, Likeness, decide, likeness
from enrollment.people.company_names import own_domain, read_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("工行昆明城东支行", "中国工商银行股份有限公司昆明分行城东支行"),
        ("ICBC 昆明市城东支行", "工商银行云南省昆明市城东支行。"),
        ("中国建设银行股份有限公司云南省分行", "建行云南分行"),
        ("中國農業銀行昆明分行", "农行昆明市分行"),
        ("昆明农商行", "昆明农村商业银行股份有限公司"),
        ("云岭农商行", "云岭农村商业银行股份有限公司"),
        ("云岭农商行城东支行", "云岭农村商业银行城东支行"),
        ("云岭农信社", "云岭农村信用合作联社"),
        ("昆明云岭科技有限公司", "云岭科技（昆明）有限公司"),
        ("昆明云岭科技（集团）有限公司", "云南昆明云岭科技集团"),
        ("昆明市第一人民医院", "昆明第1人民医院"),
        ("Evergreen Consulting Co., Ltd.", "ＥＶＥＲＧＲＥＥＮ consulting"),
        ("Industrial and Commercial Bank of China Kunming Branch", "工行昆明分行"),
        ("工行昆明城东支行人力资源部", "工行昆明城东支行"),
    ],
)
def test_spellings_of_one_company_have_one_key(one, other):
    assert read_name(one).key == read_name(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("农业银行昆明分行", "农商银行昆明分行"),
        ("工行昆明城东支行", "工行昆明城西支行"),
        ("云岭农商行", "云海农商行"),
        ("云岭农商行", "云岭农信社"),
        ("工行昆明第一支行", "工行昆明第二支行"),
        ("工行昆明城东支行", "工行大理城东支行"),
        ("工行云南省分行", "工行昆明分行"),
        ("工行昆明分行", "工行昆明分行营业部"),
        ("北京银行南京分行", "南京银行北京分行"),
        ("昆明市第一人民医院", "昆明市第二人民医院"),
        ("中国人寿昆明分公司", "中国人寿财险昆明分公司"),
        ("昆明云岭科技有限公司", "大理云岭科技有限公司"),
        ("昆明启航教育", "昆明起航教育"),
    ],
)
def test_lookalikes_are_not_even_suggested(one, other):
    assert likeness(read_name(one), read_name(other)) is Likeness.DIFFERENT


def known(number, *names, **evidence):
    return Known(number, tuple(map(read_name, names)), **evidence)


def test_what_says_less_takes_the_telephone_to_be_sure():
    branch = "工行昆明城东支行"

    alone = decide(read_name("工行城东支行"), [known(1, branch)])
    called = decide(read_name("工行城东支行"), [known(1, branch, by_phone=True)])

    assert (alone.company, called.company) == (None, 1)


def test_a_telephone_joins_no_sister_branch():
    found = decide(read_name("工行昆明城西支行"), [known(1, "工行昆明城东支行", by_phone=True)])

    assert (found.company, found.perhaps) == (None, ())


def test_one_domain_joins_a_firm_and_no_branch_of_a_bank():
    firm = decide(read_name("云岭科技"), [known(1, "昆明云岭科技", by_domain=True)])
    bank = decide(read_name("工行城东支行"), [known(1, "工行昆明城东支行", by_domain=True)])

    assert (firm.company, bank.company) == (1, None)


def test_the_tax_number_decides_both_ways():
    one = known(1, "昆明云岭科技", tax_number="91530100MA0000001A")
    name = read_name("昆明云岭科技")

    same = decide(read_name("某某商贸"), [one], tax_number="91530100MA0000001A")
    other = decide(name, [one], tax_number="91530100MA0000002B")

    assert (same.company, other.company) == (1, None)


def test_a_name_that_says_nothing_has_no_key():
    assert [read_name(text).key for text in ("", "  ", "。。。", "（）")] == [""] * 4


def test_a_mailbox_anybody_may_have_is_no_evidence():
    assert [own_domain(one) for one in ("a@qq.com", "a@Example.com", "")] == ["", "example.com", ""]


@pytest.mark.parametrize("seed", [11, 12])
def test_2000_spellings_of_300_companies_are_put_together(seed):
    found = measured(seed)

    assert (found["companies"], found["spellings"]) == (300, 2000)
    assert found["precision"] >= 0.99
    assert found["recall"] >= 0.9
