from django.apps import AppConfig


class LabourConfig(AppConfig):
    name = "jiedui.modules.labour"
    label = "labour"
    verbose_name = "劳务协作"
    default_auto_field = "django.db.models.BigAutoField"
