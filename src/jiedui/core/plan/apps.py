from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "jiedui.core.plan"
    label = "plan"
    verbose_name = "工作计划"
    default_auto_field = "django.db.models.BigAutoField"
