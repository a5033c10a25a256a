from django.urls import path

from enrollment.views import (
    certificate,
    changes,
    checkin,
    company,
    documents,
    enroll_again,
    feedback,
    inquiry,
    interest,
    mailbox,
    my,
    outline_files,
    own_data,
    own_requests,
    privacy,
    roster,
)
from enrollment.views.enroll import enroll
from enrollment.views.lost_link import lost

app_name = "enrollment"
urlpatterns = [
    path("sessions/<code:public_id>/enroll/", enroll, name="enroll"),
    path("courses/<slug:slug>/interest/", interest.interest, name="interest"),
    path("interest/<code:code>/", interest.wish, name="wish"),
    path("certificate/", certificate.certificate, name="certificate"),
    path("certificate/<code:number>/", certificate.certificate, name="certificate_of_number"),
    path("checkin/<str:code>/", checkin.checkin, name="checkin"),
    path("feedback/<code:token>/", feedback.feedback, name="feedback"),
    path("inquiry/", inquiry.inquiry, name="inquiry"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("company/<code:token>/", company.company, name="company"),
    path("my/", lost, name="lost"),
    path("my/roster.xlsx", roster.template, name="roster_template"),
    path("my/<code:token>/", my.my, name="my"),
    path("my/<code:token>/unlock/", my.unlock, name="my_unlock"),
    path("my/<code:token>/participants/", roster.participants, name="my_participants"),
    path("my/<code:token>/hold/", changes.hold, name="my_hold"),
    path("my/<code:token>/offer/", changes.offer, name="my_offer"),
    path("my/<code:token>/reduce/", changes.reduce, name="my_reduce"),
    path("my/<code:token>/move/", changes.move, name="my_move"),
    path("my/<code:token>/cancel/", changes.cancel, name="my_cancel"),
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
