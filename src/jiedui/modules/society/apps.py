from jiedui.core.declare import module


class SocietyConfig(module.ModuleConfig):
    name = "jiedui.modules.society"
    label = "society"
    verbose_name = "社会参与"
    icon = "users-group"
