"""How the child says no: a stable id and the figures of the sentence. The parent turns it into Chinese."""


class Fault(Exception):  # noqa: N818 named like words.errors.Refused
    """The file cannot be read; `id` is one of reading.refusals, `facts` fill its sentence."""

    def __init__(self, id: str, **facts: str | int) -> None:
        super().__init__(id)
        self.id = id
        self.facts = facts
