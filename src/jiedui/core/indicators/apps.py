from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "jiedui.core.indicators"
    label = "indicators"
    verbose_name = "指标"
