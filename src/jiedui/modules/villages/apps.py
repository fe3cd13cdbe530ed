from jiedui.core.declare import module


class VillagesConfig(module.ModuleConfig):
    name = "jiedui.modules.villages"
    label = "villages"
    verbose_name = "乡村建设"
    icon = "building-community"
