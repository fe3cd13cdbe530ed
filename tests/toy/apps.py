from jiedui.core.declare import module


class ToyConfig(module.ModuleConfig):
    name = "tests.toy"
    label = "toy"
    verbose_name = "庭院经济"
