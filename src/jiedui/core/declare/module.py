"""The Django app of a business module: loads its declarations at start-up."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class ModuleConfig(AppConfig):
    """A module whose models live in `ledgers.py`; `bookings.py`, `indicators.py`, `alerts.py`, `flows.py`, `guards.py`,
    `pages.py` and `demo.py` are loaded when present.

    `verbose_name` and `icon` (one of assets/icons.txt) head its ledgers in the menu.
    """

    default_auto_field = "django.db.models.BigAutoField"
    icon = "table"

    def import_models(self) -> None:
        super().import_models()
        import_module(f"{self.name}.ledgers")
        if find_spec(f"{self.name}.bookings"):
            import_module(f"{self.name}.bookings")

    def ready(self) -> None:
        for part in ("indicators", "alerts", "flows", "guards", "pages", "demo"):
            if find_spec(f"{self.name}.{part}"):
                import_module(f"{self.name}.{part}")
