from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "jiedui.core.trail"
    label = "trail"
    verbose_name = "审计存证"
    default_auto_field = "django.db.models.BigAutoField"
