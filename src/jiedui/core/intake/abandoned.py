"""Imports that were being written when their worker or server died: nothing of them went in, and they wait again."""

from collections.abc import Callable

from jiedui.core.intake.models import Import


def reopen(alive: Callable[[Import], bool]) -> int:
    """Put imports that nobody is working on any more back to where their person can let them in; returns how many.

    alive: whether something still works on an import. A wrong no does no harm: who writes such an import after all
    settles it in the transaction of its rows, and who comes second is told so.
    """
    working = Import.objects.filter(state=Import.State.WORKING)
    left = [record.pk for record in working if not alive(record)]
    return working.filter(pk__in=left).update(state=Import.State.CHECKED)
