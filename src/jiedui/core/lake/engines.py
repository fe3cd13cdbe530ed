"""Which engine answers: the embedded one, or the cluster that JIEDUI_ENGINE names."""

from django.conf import settings

from jiedui.core.lake.session import Embedded
from jiedui.core.lake.sources import Engine


def chosen() -> Engine:
    """A new one, to be closed after use."""
    if not settings.ENGINE:
        return Embedded()
    from jiedui.core.lake.spark import Cluster

    return Cluster(settings.ENGINE)
