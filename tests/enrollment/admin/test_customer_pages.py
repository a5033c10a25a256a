"""Companies and people in the back office: found, read on one page, merged, taken over."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from enrollment.domain import company_links, customers
from enrollment.models import AuditEvent, Company, CompanyLink, Enrollment, Person
from enrollment.people.party import Person as Seated
from enrollment.queries import customer_history
from enrollment.queries.export_companies import COMPANY_FIELDS, company_rows
from tests.factories import NOW, InterestFactory, SessionFactory, enrolled
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db
TAX = "91530100MA0000001A"
NAMES = [field.key for field in COMPANY_FIELDS]
SECRET = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}
ADD = "/admin/enrollment/enrollment/add/"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def came(company="富滇银行", phone="13900000001", seats=1, **values):
    party = enrolled(SessionFactory(), seats, company=company, contact_phone=phone, **values)
    customers.recognise_waiting(now=NOW)  # as tick does
    return Enrollment.objects.get(pk=party.pk)


def client_of_sales():
    user = User.objects.filter(username="sales").first() or staff("sales")
    client = Client()
    client.force_login(user)
    return client


def page_of(thing):
    name = f"admin:enrollment_{thing._meta.model_name}_change"
    return reverse(name, args=[thing.pk])


@pytest.mark.parametrize("count", [1, 6])
def test_lists_and_pages_ask_no_more_with_more_rows(count, django_assert_max_num_queries):
    browser = client_of("sales")
    for n in range(count):
        party = came(phone=f"1390000000{n}")
        came(company=f"示例{n}有限公司", phone=f"1390000010{n}")
    browser.get(page_of(party.company_record))  # who looked is written down once a day

    with django_assert_max_num_queries(12):
        companies = browser.get("/admin/enrollment/company/")
    with django_assert_max_num_queries(12):
        people = browser.get("/admin/enrollment/person/")
    with django_assert_max_num_queries(20):
        page = browser.get(page_of(party.company_record))

    assert {answer.status_code for answer in (companies, people, page)} == {200}
    assert page.content.decode().count("/admin/enrollment/enrollment/") >= count


def test_one_page_has_the_whole_history():
    party = came(seats=3, people=(Seated("白一凡"),))
    InterestFactory(company="富滇银行", contact_phone="13900000001")
    browser = client_of("sales")
    browser.post(
        reverse("admin:enrollment_inquiry_record"),
        {"contact_name": "安小宁", "contact_phone": "13900000001", "company": "富滇银行",
         "kind": "question", "text": "三月有班吗", "key": "staff.1"},
    )  # fmt: skip

    page = browser.get(page_of(party.company_record)).content.decode()

    for word in (party.code, "三月有班吗", "安小宁", "139****0001", "缺 2 个名字"):
        assert word in page
    assert "13900000001" not in page
    seen = AuditEvent.objects.filter(verb="view", object_type="company")
    assert seen.count() == 1


def test_a_company_is_found_by_any_spelling_and_a_person_by_telephone_in_any():
    came(company="中国工商银行股份有限公司昆明城东支行")
    browser = client_of("sales")

    company = browser.post("/admin/enrollment/company/", {"q": "城东支行"}, follow=True)
    person = browser.post("/admin/enrollment/person/", {"q": "+86 139-0000-0001"}, follow=True)

    assert "中国工商银行股份有限公司昆明城东支行" in company.content.decode()
    assert "安小宁" in person.content.decode()
    assert "13900000001" not in person.request["QUERY_STRING"]


@pytest.mark.parametrize("typed", ["富滇银行（昆明分行）", "富滇银行(昆明分行)", "富滇 昆明"])
def test_a_company_and_its_people_are_found_whatever_its_brackets_are(typed):
    party = came("富滇银行（昆明分行）", contact_name="白一凡")
    browser = client_of("sales")

    lists = [f"/admin/enrollment/{noun}/" for noun in ("company", "person")]
    found = [list(browser.get(one, {"q": typed}).context["cl"].result_list) for one in lists]

    assert found == [[party.company_record], [party.person]]
    assert list(customer_history.find_companies(typed)) == [party.company_record]
    assert list(customer_history.find_people(f"{typed} 白一凡")) == [party.person]


def test_staff_merge_two_companies_and_undo_it_from_the_page():
    kept = came(company="昆明恒远科技有限公司").company_record
    gone = came(company="恒远科技", phone="13900000002", contact_email="").company_record
    browser = client_of("sales")
    asked = browser.get("/admin/enrollment/company/suggestions/").content.decode()
    address = reverse("admin:enrollment_company_merge", args=[kept.pk])

    shown = browser.get(f"{address}?with={gone.pk}").content.decode()
    browser.post(address, {"other": gone.pk, "sure": 1})
    listed = browser.get("/admin/enrollment/company/").content.decode()
    old_address = browser.get(page_of(gone))
    (merge,) = kept.merges_kept.all()
    browser.post(reverse("admin:enrollment_company_undo", args=[kept.pk, merge.pk]))

    assert "恒远科技" in asked
    assert "并入" in shown
    assert ">恒远科技<" not in listed
    assert old_address.url == page_of(kept)
    assert Company.objects.current().count() == 2
    assert list(gone.enrollments.values_list("company", flat=True)) == ["恒远科技"]


def test_finance_writes_tax_data_and_merges_nothing():
    company = came().company_record
    browser = client_of("finance")
    address = page_of(company)
    typed = {"name": company.name, "tax_number": "91530100MA0000001A", "bank": "示例银行"}

    browser.post(address, {**typed, "address": "", "bank_account": "6222", "notes": ""})
    merged = browser.get(reverse("admin:enrollment_company_merge", args=[company.pk]))

    company.refresh_from_db()
    event = AuditEvent.objects.get(verb="change facts")
    assert (company.tax_number, company.bank_account) == ("91530100MA0000001A", "6222")
    assert "6222" not in str(event.changes)
    assert merged.status_code == 403


def test_a_tax_number_of_another_company_is_refused_with_a_sentence():
    one, other = came().company_record, came("恒丰银行", "13900000002").company_record
    Company.objects.filter(pk=one.pk).update(tax_number=TAX)
    typed = {"name": other.name, "tax_number": f"９{TAX[1:].lower()} ", "bank": "", "address": ""}

    answer = client_of("sales").post(page_of(other), {**typed, "bank_account": "", "notes": ""})

    assert "“富滇银行”已有这个税号" in answer.content.decode()


def test_an_editor_sees_no_customer():
    party = came()
    browser = client_of("editor")

    pages = ["/admin/enrollment/company/", "/admin/enrollment/person/", page_of(party.person)]

    assert [browser.get(page).status_code for page in pages] == [403, 403, 403]
    assert "富滇银行" not in browser.get("/admin/").content.decode()


# Enrolling by telephone


def test_a_caller_is_found_and_taken_over_without_javascript():
    came(people=(Seated("白一凡", phone="13900000021", job_title="柜员"),))
    browser, session = client_of("sales"), SessionFactory()
    begun = browser.get(ADD, {"session": session.pk}).context["form"]
    typed = {"session": session.pk, "seats": 2, "key": begun["key"].value()}

    found = browser.post(ADD, {**typed, "who": "139 0000 0001", "find": "1"})
    person = Person.objects.get()
    taken = browser.post(ADD, {**typed, "take": f"person-{person.pk}"}).context["form"]
    offered = [value for value, _label in taken.fields["again"].choices]
    known = {name: taken[name].value() or "" for name in taken.fields if name != "again"}
    browser.post(ADD, {**known, "again": offered, "names": "安安"})

    party = Enrollment.objects.order_by("-pk").first()
    people = list(party.participants.values_list("name", "phone", "job_title"))
    assert f'value="person-{person.pk}"' in found.content.decode()
    assert (party.session, party.person, party.company) == (session, person, "富滇银行")
    assert people == [("白一凡", "13900000021", "柜员"), ("安安", "", "")]


def test_choosing_a_company_fills_its_name_and_no_person():
    company = came().company_record

    form = client_of("sales").get(ADD, {"company": company.pk}).context["form"]

    assert (form["company"].value(), form["contact_name"].value()) == ("富滇银行", None)


def test_once_a_caller_is_chosen_the_list_of_finds_makes_room_for_the_form():
    company = came().company_record
    client = client_of("sales")

    found = client.post(ADD, {"who": "富滇", "find": "1"}).content.decode()
    taken = client.post(ADD, {"who": "富滇", "take": f"company-{company.pk}"}).content.decode()

    assert 'class="known__found"' in found
    assert 'class="known__found"' not in taken
    assert 'value="富滇银行"' in taken


@pytest.mark.parametrize("kind", ["person", "company"])
def test_who_was_merged_before_the_press_is_said_and_the_list_stays(kind):
    gone, other = came(), came("恒丰银行", "13900000002", contact_name="欧阳示例")
    record = gone.person if kind == "person" else gone.company_record
    into = other.person if kind == "person" else other.company_record
    type(record).objects.filter(pk=record.pk).update(merged_into=into)
    typed = {"who": "欧阳", "take": f"{kind}-{record.pk}", "contact_email": "an@example.com"}

    answer = client_of("sales").post(ADD, typed)

    assert "这条记录已不存在" in answer.text
    assert 'class="known__found"' in answer.text and 'value="欧阳"' in answer.text
    assert answer.context["form"]["contact_email"].value() == "an@example.com"


@pytest.mark.parametrize(
    "query", ["person=x", "person=999", "company=", "inquiry=-1", "person=9" * 9]
)
def test_an_address_that_means_nobody_opens_an_empty_form(query):
    answer = client_of("sales").get(f"{ADD}?{query}")

    assert (answer.status_code, answer.context["form"]["contact_name"].value()) == (200, None)


def test_enter_in_the_search_field_looks_for_the_caller():
    came()

    answer = client_of("sales").post(ADD, {"who": "安小宁", "key": "staff.1"})

    assert answer.status_code == 200
    assert 'value="person-' in answer.content.decode()


# The company's own page


def linked(party, **values):
    company, person = party.company_record, party.person
    by = {"now": NOW, "actor": "staff:sales"}
    return company_links.give_link(company, person, **({"sees_colleagues": False} | values), **by)


def test_the_link_is_told_once_and_its_hash_is_kept():
    party = came()
    browser = client_of("sales")
    address = reverse("admin:enrollment_company_link", args=[party.company_record_id])

    shown = browser.post(address, {"person": party.person_id})

    link = CompanyLink.objects.get()
    token = shown.context["address"].rstrip("/").rpartition("/")[2]
    assert company_links.find(token, now=NOW) == link
    assert token not in str(list(CompanyLink.objects.values()))
    assert "no-store" in shown["Cache-Control"]
    assert AuditEvent.objects.filter(verb="give company link").count() == 1


def test_a_link_is_given_to_a_contact_of_the_company_only():
    party, stranger = came(), came("恒丰银行", "13900000002", contact_name="欧阳示例")
    address = reverse("admin:enrollment_company_link", args=[party.company_record_id])

    client_of("sales").post(address, {"person": stranger.person_id})

    assert CompanyLink.objects.count() == 0


def test_the_page_shows_the_contacts_own_parties_and_no_colleague(client):
    own = came(seats=3, people=(Seated("白一凡"),))
    other = came(phone="13900000002", contact_name="欧阳示例")
    _link, token = linked(own)

    answer = client.get(f"/company/{token}/")

    page = answer.content.decode()
    assert own.code in page
    assert "还缺 2 位学员的姓名" in page
    assert [word in page for word in (other.code, "白一凡", "13900000001", "欧阳")] == [False] * 4
    assert [answer[name] for name in SECRET] == [*SECRET.values()]


def test_names_of_a_session_that_is_over_are_not_asked_for_any_more(client, time_machine):
    party = came(seats=3, people=(Seated("白一凡"),))
    _link, token = linked(party)
    time_machine.move_to(NOW + timedelta(days=60), tick=False)  # the session was in January

    answer = client.get(f"/company/{token}/")
    office = client_of("sales").get(page_of(party.company_record))

    assert "位学员的姓名" not in answer.text
    assert answer.context["totals"] | {"missing": 0} == answer.context["totals"]
    assert "个名字" not in office.text


def test_the_company_reads_the_same_state_as_the_own_page_of_the_party(client, time_machine):
    party = came(hold_days=7)
    _link, token = linked(party)

    def states():
        (row,) = client.get(f"/company/{token}/").context["parties"]
        return row["state"], client.get(own_address(party, "my")).context["state"]

    before = states()
    time_machine.move_to(party.held_until, tick=False)  # nobody has written it down yet
    after = states(), client.get(f"/company/{token}/").text
    Enrollment.objects.update(state="waiting", held_until=None)
    waiting = states()
    time_machine.move_to(NOW + timedelta(days=60), tick=False)  # the session was in January

    assert before == ("held", "held")
    assert after[0] == ("expired", "expired")
    assert "已过期" in after[1]
    assert (waiting, states()) == (("waiting", "waiting"), ("expired", "expired"))


def test_with_the_companys_consent_colleagues_parties_are_listed_with_masked_names(client):
    own = came()
    other = came(phone="13900000002", contact_name="欧阳示例", people=(Seated("白一凡"),))
    _link, token = linked(own, sees_colleagues=True)

    page = client.get(f"/company/{token}/").content.decode()

    from enrollment.domain import links

    assert other.code in page
    assert "欧**" in page
    assert [w in page for w in ("欧阳示例", "白一凡", "13900000002", links.token_for(other))] == [
        False
    ] * 4


@pytest.mark.parametrize("end", ["revoked", "expired", "merged"])
def test_a_link_that_is_over_says_so_and_shows_nothing_of_the_company(client, end, time_machine):
    party = came()
    link, token = linked(party)
    if end == "revoked":
        company_links.revoke_link(link, now=NOW, actor="staff:sales")
    elif end == "expired":
        time_machine.move_to(link.expires_at, tick=False)
    elif end == "merged":
        other = came("恒丰银行", "13900000002").company_record
        Company.objects.filter(pk=party.company_record_id).update(merged_into=other)

    answer = client.get(f"/company/{token}/")

    page = answer.content.decode()
    assert answer.status_code == 410
    assert [answer[name] for name in SECRET] == [*SECRET.values()]
    assert "这个链接已经停用" in page
    assert [word in page for word in ("富滇银行", party.code)] == [False, False]


def test_a_link_that_never_was_is_no_page(client):
    assert client.get(f"/company/{'0' * 40}/").status_code == 404


def test_who_enrolled_for_two_companies_is_a_contact_of_both(client):
    first, second = came("富滇银行", seats=2), came("恒丰银行", seats=3)
    assert first.person == second.person

    for party, other in ((first, second), (second, first)):
        company = party.company_record
        page = client_of_sales().get(page_of(company))
        shown = client_of_sales().get("/admin/enrollment/company/", {"q": company.name})
        _link, token = linked(party)
        own = client.get(f"/company/{token}/").content.decode()

        (row,) = company_rows([company.pk], COMPANY_FIELDS)
        assert list(page.context["people"]) == [party.person]
        assert row[NAMES.index("contacts")] == party.person.name
        assert [one.people_n for one in shown.context["cl"].result_list] == [1]
        assert [code in own for code in (party.code, other.code)] == [True, False]


def test_a_person_who_is_erased_takes_the_link_along(client):
    from enrollment import actions
    from enrollment.actions import erasing
    from enrollment.domain import traces

    party = came()
    _link, token = linked(party)
    actions.cancel(party, now=NOW)

    erasing.erase(traces.meant("13900000001"), actor="staff:lin", now=NOW)

    assert client.get(f"/company/{token}/").status_code == 404
    assert (Person.objects.count(), Company.objects.count()) == (0, 0)


# Again, from the own page


def own_address(party, name="my_again"):
    from enrollment.domain import links

    return reverse(f"enrollment:{name}", args=[links.token_for(party)])


def test_without_the_digits_nothing_of_the_party_is_offered(client):
    party, there = came(people=(Seated("白一凡"),)), SessionFactory()

    page = client.get(own_address(party)).content.decode()
    begun = client.post(own_address(party), {"session": there.public_id, "contact": "1"})

    assert [word in page for word in ("13900000001", "白一凡")] == [False, False]
    assert begun.context["form"]["contact_name"].value() in (None, "")


def test_each_session_to_choose_again_says_whether_there_are_seats(client, monkeypatch):
    monkeypatch.setattr("enrollment.views.enroll_again.MOST_CHOICES", 2)
    party, full = came(), SessionFactory(capacity=1)
    enrolled(full)
    free = SessionFactory(capacity=9)

    all_of_them = client.get(own_address(party)).content.decode()
    SessionFactory()
    page = client.get(own_address(party)).content.decode()

    assert "已满，可候补" in page.partition(full.public_id)[2].partition("</label>")[0]
    assert "余 9 席" in page.partition(free.public_id)[2].partition("</label>")[0]
    assert ["更晚的班次没有列出" in one for one in (all_of_them, page)] == [False, True]


def test_what_was_ticked_begins_the_form_and_the_rest_stays_out(client):
    people = (Seated("白一凡", job_title="柜员"), Seated("欧阳示例"))
    party, there = came(seats=2, people=people), SessionFactory()
    client.post(own_address(party, "my_unlock"), {"digits": "0001"})
    one = party.participants.get(name="白一凡")

    begun = client.post(
        own_address(party), {"session": there.public_id, "contact": "1", "people": [one.pk]}
    )

    page = begun.content.decode()
    form = begun.context["form"]
    assert (form["contact_name"].value(), form["seats"].value()) == ("安小宁", 1)
    assert f'action="{reverse("enrollment:enroll", args=[there.public_id])}"' in page
    assert ("白一凡" in page, "欧阳示例" in page) == (True, False)
    typed = {name: form[name].value() or "" for name in form.fields}
    typed |= {"notice_seen": "on", "participants-0-name": "白一凡"}
    answer = client.post(reverse("enrollment:enroll", args=[there.public_id]), typed)
    customers.recognise_waiting(now=NOW)
    assert answer.status_code == 303
    assert Enrollment.objects.filter(session=there, person=party.person).count() == 1


def test_the_digits_given_on_the_way_lead_back_to_it(client):
    party = came()
    asked = client.get(own_address(party)).content.decode()

    wrong = client.post(own_address(party, "my_unlock"), {"digits": "1", "then": "again"})
    back = client.post(own_address(party, "my_unlock"), {"digits": "0001", "then": "again"})
    elsewhere = client.post(own_address(party, "my_unlock"), {"digits": "0001", "then": "//evil"})

    assert 'name="then" value="again"' in asked
    assert 'name="then" value="again"' in wrong.content.decode()
    assert back["Location"] == own_address(party)
    assert elsewhere["Location"] == own_address(party, "my")


def test_no_session_chosen_is_said_and_the_ticks_stay(client):
    party = came()
    client.post(own_address(party, "my_unlock"), {"digits": "0001"})
    SessionFactory()

    answer = client.post(own_address(party), {"contact": "1"})

    assert answer.status_code in (409, 422)
    assert "请选择一个班次。" in answer.content.decode()
    assert 'name="contact" value="1" checked' in answer.content.decode()
