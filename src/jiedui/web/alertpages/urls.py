"""The addresses of alerts."""

from django.urls import path

from jiedui.web.alertpages import views

pages = [
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/<int:alert_id>/", views.alert, name="alert"),
    path("alerts/<int:alert_id>/reply/", views.reply, name="alert_reply"),
]
