"""A signed head to keep outside: whoever holds one notices a trail that was cut or rebuilt, even with the key."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils.translation import gettext as _

from jiedui.core.trail import canonical
from jiedui.core.trail.models import Head
from jiedui.core.vault import keys
from jiedui.core.words.errors import Refused

FORMAT = "jiedui trail head 1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A head with the public key that proves it; bytes are hexadecimal, `at` is ISO 8601 in UTC."""

    format: str
    id: int
    size: int
    root: str
    at: str
    signature: str
    public_key: str

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def latest() -> Checkpoint | None:
    """The newest head of this trail; None where nothing has happened yet."""
    head = Head.objects.order_by("-id").first()
    return of_head(head) if head else None


def of_head(head: Head) -> Checkpoint:
    return Checkpoint(
        format=FORMAT,
        id=head.pk,
        size=head.size,
        root=bytes(head.root).hex(),
        at=canonical.timestamp(head.at),
        signature=bytes(head.signature).hex(),
        public_key=public_key(),
    )


def public_key() -> str:
    """This installation's public key as 64 hexadecimal digits."""
    return keys.load().public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def read(text: str) -> Checkpoint:
    """A checkpoint from its JSON. Raises Refused when it is none or its own signature does not hold."""
    try:
        given = json.loads(text)
        point = Checkpoint(**{name: given[name] for name in Checkpoint.__dataclass_fields__})
        message = canonical.head_message(
            int(point.id), int(point.size), bytes.fromhex(point.root), datetime.fromisoformat(point.at)
        )
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(point.public_key))
        key.verify(bytes.fromhex(point.signature), message)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        raise Refused(
            "checkpoint.invalid",
            _("这不是有效的存证检查点：内容不完整或签名不符。请使用 jiedui trail head 当时输出的原文件。"),
        ) from None
    return point
