from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "jiedui.modules.projects"
    label = "projects"
    verbose_name = "资金项目"
    default_auto_field = "django.db.models.BigAutoField"
