from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "jiedui.core.submissions"
    label = "submissions"
    verbose_name = "报送"
    default_auto_field = "django.db.models.BigAutoField"
