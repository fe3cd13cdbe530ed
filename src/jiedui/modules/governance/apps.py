from jiedui.core.declare import module


class GovernanceConfig(module.ModuleConfig):
    name = "jiedui.modules.governance"
    label = "governance"
    verbose_name = "组织领导"
    icon = "hierarchy-2"
