"""What the veil covers of flows: free text that somebody typed, and what a ledger's columns hide, in what was shown too."""

import json
from typing import Any

from jiedui.core.access.covering import covered
from jiedui.core.declare.registry import registry
from jiedui.core.flows.models import Decision, Delegation, GateChoice, Shown, Step
from jiedui.core.flows.showing import text_of
from jiedui.core.words import veil


def hide() -> None:
    """Called while Django starts."""
    for model, name in ((Decision, "remark"), (Decision, "reason"), (Step, "reason"), (Delegation, "reason"), (GateChoice, "document")):
        veil.cover(model._meta.get_field(name), veil.text)
    veil.cover(Shown._meta.get_field("text"), _hidden)


def _hidden(text: Any) -> Any:
    """What was shown, with the values hidden that the ledger's own pages hide."""
    if not text:
        return text
    shown = json.loads(text)
    ledger = registry.ledger(registry.flow(shown["flow"]).ledger)
    hidden = {one.name for one in ledger.declared if one.kind == "organisation" or covered(ledger, one)}
    for row in shown["rows"]:
        row["values"] = {name: veil.text(value) if name in hidden else value for name, value in row["values"].items()}
    return text_of(shown)
