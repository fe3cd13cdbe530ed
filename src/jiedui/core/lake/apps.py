from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "jiedui.core.lake"
    label = "lake"
    verbose_name = "分析快照"
    default_auto_field = "django.db.models.BigAutoField"
