from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "jiedui.core.alerts"
    label = "alerts"
    verbose_name = "预警"
    default_auto_field = "django.db.models.BigAutoField"
