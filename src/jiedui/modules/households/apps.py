from jiedui.core.declare import module


class HouseholdsConfig(module.ModuleConfig):
    name = "jiedui.modules.households"
    label = "households"
    verbose_name = "防返贫监测"
    icon = "shield-check"
