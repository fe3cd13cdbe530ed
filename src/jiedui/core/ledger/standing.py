"""Whether a row is as the trail has it, found out at the moment of asking: its facts, its entry, and the entry's place in the tree."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction

from jiedui.core.access.models import User
from jiedui.core.access.queries import check_may
from jiedui.core.access.rights import EXPORT
from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.ledger import queries
from jiedui.core.ledger.digests import written_out
from jiedui.core.ledger.joining import check_row
from jiedui.core.trail.operations import REMOVED, Actor, record_event
from jiedui.core.trail.proving import Proof, last_entry, prove


@dataclass(frozen=True, slots=True)
class Standing:
    """`matches`: the facts as stored now have the digest of the row's newest entry. `opens`: every sealed number opens and
    is the one that its mark stands for. Without a proof the trail knows nothing of the row."""

    digest: bytes
    matches: bool
    opens: bool
    proof: Proof | None
    salt: bytes
    text: str

    @property
    def hex(self) -> str:
        return self.digest.hex()

    @property
    def holds(self) -> bool:
        return self.matches and self.opens and self.proof is not None and self.proof.included and self.proof.signed

    def as_dict(self, *, facts: bool = False) -> dict[str, Any]:
        """The proof for a verifier of another's; `facts`: with the row's own text and salt, from which the digest follows."""
        found = self.proof.as_dict() if self.proof is not None else {}
        if facts:
            found["facts"] = {"salt": self.salt.hex(), "text": self.text}
        return found


def standing(ledger: type[Ledger], row_id: int) -> Standing:
    """How a live row stands to the trail. Whether the reader may see the row is the caller's to check."""
    salt, text = written_out(ledger, row_id) or (b"", "")
    digest = sha256(salt + text.encode()).digest()
    entry = last_entry(ledger.info.id, row_id)
    matches = entry is not None and entry.action != REMOVED and bytes(entry.digest) == digest
    proof = prove(entry) if entry is not None else None
    return Standing(digest, matches, not check_row(ledger, row_id), proof, salt, text)


def give_proof(ledger: type[Ledger], row_id: int, *, by: User, scope: Scope, actor: Actor) -> Standing:
    """The standing of a row for one who takes its text away: an export, noted in the trail before the proof is made.

    Raises NotAllowed without the right, NotFound out of scope.
    """
    check_may(by, EXPORT, ledger.info.id)
    row = queries.row(ledger, scope, row_id)
    with transaction.atomic():
        county = getattr(row, ledger.scope_column())
        note = {"format": "proof", "rows": 1, "row": row_id}
        record_event("export", actor=actor, ledger=ledger.info.id, scope=county, note=note)
    return standing(ledger, row_id)
