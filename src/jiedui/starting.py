"""Django set up for a process of its own: a command, the server, a worker."""

import gc


def start() -> None:
    """`django.setup()` without the collector: of the quarter of a million objects that it makes hardly one is ever garbage, and
    walking them again and again took a fifth of every start. They are left out of later walks, which come while pages are
    answered."""
    working = gc.isenabled()
    gc.disable()
    try:
        import django

        django.setup()
        gc.freeze()
    finally:
        if working:
            gc.enable()
