from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "jiedui.core.access"
    label = "access"
    verbose_name = "用户与权限"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.access.covering import cover_everything

        cover_everything()
