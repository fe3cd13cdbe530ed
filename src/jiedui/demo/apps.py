import datetime as dt

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "jiedui.demo"
    label = "demo"
    verbose_name = "演示数据"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.submissions import starting
        from jiedui.core.words import clock

        clock.register(last_day)
        starting.register(first_day)


def last_day() -> dt.date | None:
    """The invented world stands still on its last day, but for what is told of its past; a real database goes with the time."""
    from jiedui.demo import past
    from jiedui.demo.geography import LAST_DAY
    from jiedui.demo.queries import is_demo

    return (past.told() or LAST_DAY) if is_demo() else None


def first_day() -> dt.date | None:
    """Ledgers of the invented world have been handed in for a year; a real database begins when it was installed."""
    from jiedui.demo.geography import LAST_DAY
    from jiedui.demo.queries import is_demo

    return LAST_DAY.replace(month=1, day=1) if is_demo() else None
