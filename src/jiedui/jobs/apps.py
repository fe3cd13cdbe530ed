from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jiedui.jobs"
    label = "jobs"
    verbose_name = "后台任务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.jobs.operations import now_and_then

        now_and_then(clean_up_exports, 600)
        now_and_then(keep_up, 3)
        now_and_then(prove_accounts, 600)


def clean_up_exports() -> None:
    """Loaded when a worker runs: the commands that share this start need none of intake."""
    from jiedui.jobs.exports.operations import clean_up

    clean_up()


def keep_up() -> None:
    """Loaded when a worker runs, like the other."""
    from jiedui.jobs.keeping_up import keep_up as bring_up_to_date

    bring_up_to_date()


def prove_accounts() -> None:
    """The books are proved once on every day of the calendar, the first time the worker looks after midnight."""
    from jiedui.core.accounts.proving import prove_daily

    prove_daily()
