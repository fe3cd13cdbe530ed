from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "jiedui.modules.households"
    label = "households"
    verbose_name = "防返贫监测"
    default_auto_field = "django.db.models.BigAutoField"
