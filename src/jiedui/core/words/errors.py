"""Refusals that a person reads. Every message names the place and the remedy, in Chinese (English through gettext)."""


class JieduiError(Exception):
    """Base of all refusals; `id` is stable, `message` is for people, `status` is the HTTP answer."""

    status = 400

    def __init__(self, id: str, message: str) -> None:
        super().__init__(message)
        self.id = id
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Refused(JieduiError):
    """The request cannot be carried out as it stands."""


class NotAllowed(JieduiError):
    """The person may see the thing but not do this with it."""

    status = 403


class NotFound(JieduiError):
    """The thing does not exist within the person's scope."""

    status = 404


class Conflict(JieduiError):
    """Somebody else changed the thing meanwhile."""

    status = 409
