from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "jiedui.core.places"
    label = "places"
    verbose_name = "地区与机构"
    default_auto_field = "django.db.models.BigAutoField"
