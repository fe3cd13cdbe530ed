from jiedui.core.declare import module


class TalentConfig(module.ModuleConfig):
    name = "jiedui.modules.talent"
    label = "talent"
    verbose_name = "人才支援"
    icon = "school"
