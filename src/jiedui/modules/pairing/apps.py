from jiedui.core.declare import module


class PairingConfig(module.ModuleConfig):
    name = "jiedui.modules.pairing"
    label = "pairing"
    verbose_name = "结对协作"
    icon = "heart-handshake"
