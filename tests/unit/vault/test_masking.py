import pytest

from jiedui.core.vault.masking import mask_card, mask_id, mask_name, mask_phone


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (mask_id, "452123199001011234", "4521**********1234"),
        (mask_id, "H12345678", "********8"),
        (mask_id, "", ""),
        (mask_id, None, ""),
        (mask_phone, "13807711234", "138****1234"),
        (mask_phone, "13807711234;07712345678", "138****1234;077****5678"),
        (mask_phone, "5612", "***2"),
        (mask_phone, None, ""),
        (mask_card, "6217001234567890123", "6217***********0123"),
        (mask_name, "韦秀英", "韦*英"),
        (mask_name, "韦英", "韦*"),
        (mask_name, "韦", "*"),
        (mask_name, "买买提·吐尔逊", "买*****逊"),
        (mask_name, None, ""),
    ],
)
def test_masks(mask, value: str | None, shown: str) -> None:
    assert mask(value) == shown


def test_a_mask_always_hides_something() -> None:
    for length in range(1, 25):
        for mask in (mask_id, mask_phone, mask_card):
            shown = mask("7" * length)
            assert len(shown) == length
            assert shown.count("7") <= max(1, length - 2)
