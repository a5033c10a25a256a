from django.urls import path

from enrollment.views import (
    certificate_check,
    checkin,
    company,
    documents,
    enroll_again,
    feedback_page,
    inquiry_page,
    interest_page,
    mailbox,
    my,
    outline_files,
    own_changes,
    own_data,
    own_requests,
    privacy_notice,
    roster,
)
from enrollment.views.enroll import enroll
from enrollment.views.lost_link import lost

app_name = "enrollment"
urlpatterns = [
    path("sessions/<code:public_id>/enroll/", enroll, name="enroll"),
    path("courses/<slug:slug>/interest/", interest_page.interest, name="interest"),
    path("interest/<code:code>/", interest_page.take_back, name="wish"),
    path("certificate/", certificate_check.certificate, name="certificate"),
    path("certificate/<code:number>/", certificate_check.certificate, name="certificate_of_number"),
    path("checkin/<str:code>/", checkin.checkin, name="checkin"),
    path("feedback/<code:token>/", feedback_page.feedback, name="feedback"),
    path("inquiry/", inquiry_page.inquiry, name="inquiry"),
    path("privacy/", privacy_notice.privacy, name="privacy"),
    path("company/<code:token>/", company.company, name="company"),
    path("my/", lost, name="lost"),
    path("my/roster.xlsx", roster.template, name="roster_template"),
    path("my/<code:token>/", my.my, name="my"),
    path("my/<code:token>/unlock/", my.unlock, name="my_unlock"),
    path("my/<code:token>/participants/", roster.participants, name="my_participants"),
    path("my/<code:token>/hold/", own_changes.hold, name="my_hold"),
    path("my/<code:token>/offer/", own_changes.offer, name="my_offer"),
    path("my/<code:token>/reduce/", own_changes.reduce, name="my_reduce"),
    path("my/<code:token>/move/", own_changes.move, name="my_move"),
    path("my/<code:token>/cancel/", own_changes.cancel, name="my_cancel"),
    path("my/<code:token>/add/", own_requests.add, name="my_add"),
    path("my/<code:token>/merge/", own_requests.merge, name="my_merge"),
    path("my/<code:token>/longer/", own_requests.longer, name="my_longer"),
    path("my/<code:token>/mailbox/<code:proof>/", mailbox.mailbox, name="my_mailbox"),
    path("my/<code:token>/again/", enroll_again.again, name="my_again"),
    path("my/<code:token>/contact/", own_requests.contact, name="my_contact"),
    path("my/<code:token>/link/", own_requests.link, name="my_link"),
    path("my/<code:token>/data/", own_data.data, name="my_data"),
    *(
        path(
            f"my/<code:token>/data/copy.{kind}", own_data.copy, {"kind": kind}, name=f"copy_{kind}"
        )
        for kind in own_data.KINDS
    ),
    path("my/<code:token>/outline/", documents.outline, name="my_outline"),
    path("my/<code:token>/files/<code:public_id>/", outline_files.file, name="my_file"),
    path("my/<code:token>/calendar.ics", documents.calendar, name="my_calendar"),
    path("my/<code:token>/confirmation.pdf", documents.confirmation, name="my_confirmation"),
]
