from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jiedui.web"
    label = "web"
    verbose_name = "网页"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.jobs.operations import at_start
        from jiedui.web import entries, proxies, receivers  # noqa: F401 (they register themselves)
        from jiedui.web.administration import waiting as _of_organisations  # noqa: F401
        from jiedui.web.alertpages import waiting as _of_alerts  # noqa: F401
        from jiedui.web.downloads import waiting  # noqa: F401
        from jiedui.web.flowpages import waiting as _of_decisions  # noqa: F401
        from jiedui.web.imports import waiting as _of_imports  # noqa: F401
        from jiedui.web.people import waiting as _of_accounts  # noqa: F401
        from jiedui.web.planpages import waiting as _of_tasks  # noqa: F401
        from jiedui.web.submissionpages import waiting as _of_submissions  # noqa: F401
        from jiedui.web.workbench import waiting as _of_the_plan  # noqa: F401

        at_start(reopen_imports)


def reopen_imports() -> None:
    """Loaded when a worker starts: the commands that share this start need none of intake."""
    from jiedui.web.imports.jobs import reopen_abandoned

    reopen_abandoned()
