from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "jiedui.core.lake"
    label = "lake"
    verbose_name = "分析快照"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.lake import operations
        from jiedui.core.ledger import hooks

        if operations.after_write not in hooks.after_write:
            hooks.after_write.append(operations.after_write)
