from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "jiedui.core.flows"
    label = "flows"
    verbose_name = "流程与签署"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.flows.following import follow_flows
        from jiedui.core.flows.hiding import hide

        follow_flows()
        hide()
