from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "jiedui.core.intake"
    label = "intake"
    verbose_name = "表格导入"
    default_auto_field = "django.db.models.BigAutoField"
