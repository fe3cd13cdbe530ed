from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jiedui.web"
    label = "web"
    verbose_name = "网页"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.web import entries, receivers  # noqa: F401 (they register themselves)
