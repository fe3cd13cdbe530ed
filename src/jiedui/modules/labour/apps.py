from jiedui.core.declare import module


class LabourConfig(module.ModuleConfig):
    name = "jiedui.modules.labour"
    label = "labour"
    verbose_name = "劳务协作"
    icon = "briefcase"
