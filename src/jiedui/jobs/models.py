"""The tables of background work: what Django looks for here lies beside its operations."""

from jiedui.jobs.exports.models import Export

__all__ = ["Export"]
