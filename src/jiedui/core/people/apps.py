from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "jiedui.core.people"
    label = "people"
    verbose_name = "人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.people.checking import check
        from jiedui.core.people.rotation import reseal
        from jiedui.core.trail.facts import register_check
        from jiedui.core.vault import rotation

        rotation.register(reseal, name="人员证件")
        register_check("people", check)
