import datetime as dt

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "jiedui.demo"
    label = "demo"
    verbose_name = "演示数据"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.words import clock

        clock.register(last_day)


def last_day() -> dt.date | None:
    """The invented world stands still on its last day; a real database goes with the time."""
    from jiedui.demo.geography import LAST_DAY
    from jiedui.demo.queries import is_demo

    return LAST_DAY if is_demo() else None
