from django.urls import path

from enrollment.views import my
from enrollment.views.enroll import enroll
from enrollment.views.lost import lost

app_name = "enrollment"
urlpatterns = [
    path("sessions/<str:public_id>/enroll/", enroll, name="enroll"),
    path("my/", lost, name="lost"),
    path("my/<str:token>/", my.my, name="my"),
    path("my/<str:token>/cancel/", my.my_cancel, name="my_cancel"),
    path("my/<str:token>/participants/", my.my_participants, name="my_participants"),
]
