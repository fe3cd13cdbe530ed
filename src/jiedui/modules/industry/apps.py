from jiedui.core.declare import module


class IndustryConfig(module.ModuleConfig):
    name = "jiedui.modules.industry"
    label = "industry"
    verbose_name = "产业协作"
    icon = "plant-2"
