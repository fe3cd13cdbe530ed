from jiedui.core.declare import module


class ProjectsConfig(module.ModuleConfig):
    name = "jiedui.modules.projects"
    label = "projects"
    verbose_name = "资金项目"
    icon = "coins"
