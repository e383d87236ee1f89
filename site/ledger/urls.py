"""Addresses of the ledger, below ``/admin/ke-hoach/``."""

from django.urls import path

from ledger.views.overview import overview, set_status
from ledger.views.task import attach_to_task, detach_from_task, task_screen
from ledger.views.thing import thing_screen

app_name = "ledger"
urlpatterns = [
    path("don-doc/", overview, name="overview"),
    path("viec/<int:task>/", task_screen, name="task"),
    path("viec/<int:task>/gan/", attach_to_task, name="attach"),
    path("viec/<int:task>/bo/", detach_from_task, name="detach"),
    path("viec/<int:task>/tinh-trang/", set_status, name="status"),
    path("minh-chung/<str:name>/<int:key>/", thing_screen, name="thing"),
]
