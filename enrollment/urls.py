from django.urls import path

from enrollment.views import changes, documents, interest, my, roster
from enrollment.views.enroll import enroll
from enrollment.views.lost import lost

app_name = "enrollment"
urlpatterns = [
    path("sessions/<str:public_id>/enroll/", enroll, name="enroll"),
    path("courses/<str:slug>/interest/", interest.interest, name="interest"),
    path("interest/<str:code>/", interest.wish, name="wish"),
    path("my/", lost, name="lost"),
    path("my/roster.xlsx", roster.template, name="roster_template"),
    path("my/<str:token>/", my.my, name="my"),
    path("my/<str:token>/unlock/", my.unlock, name="my_unlock"),
    path("my/<str:token>/participants/", roster.participants, name="my_participants"),
    path("my/<str:token>/hold/", changes.hold, name="my_hold"),
    path("my/<str:token>/offer/", changes.offer, name="my_offer"),
    path("my/<str:token>/reduce/", changes.reduce, name="my_reduce"),
    path("my/<str:token>/move/", changes.move, name="my_move"),
    path("my/<str:token>/cancel/", changes.cancel, name="my_cancel"),
    path("my/<str:token>/calendar.ics", documents.calendar, name="my_calendar"),
    path("my/<str:token>/confirmation.pdf", documents.confirmation, name="my_confirmation"),
]
