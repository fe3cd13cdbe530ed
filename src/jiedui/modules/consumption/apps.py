from jiedui.core.declare import module


class ConsumptionConfig(module.ModuleConfig):
    name = "jiedui.modules.consumption"
    label = "consumption"
    verbose_name = "消费协作"
    icon = "shopping-cart"
