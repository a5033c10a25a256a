from django.urls import path

from enrollment import views

app_name = "enrollment"
urlpatterns = [
    path("sessions/<str:public_id>/enroll/", views.enroll, name="enroll"),
    path("my/<str:token>/", views.my, name="my"),
    path("my/<str:token>/cancel/", views.my_cancel, name="my_cancel"),
    path("my/<str:token>/participants/", views.my_participants, name="my_participants"),
]
