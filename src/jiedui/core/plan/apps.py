from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "jiedui.core.plan"
    label = "plan"
    verbose_name = "工作计划"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Indicators stand below the plan: tell them whom to ask for targets and for the plan's year."""
        from jiedui.core.indicators import targets
        from jiedui.core.plan import queries

        targets.register(queries.targets)
        targets.register_year(queries.year_at)
