"""Log lines hold frames and types, not the words of exceptions, and no personal numbers."""

import io
import logging

from jiedui.core.words.errors import Refused
from jiedui.jobs.logs import PlainFormatter


def logged(error: Exception) -> str:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(PlainFormatter())
    logger = logging.Logger("toy")
    logger.addHandler(handler)
    try:
        try:
            raise KeyError("13800001111")
        except KeyError as cause:
            raise error from cause
    except Exception:
        logger.exception("went wrong")
    return out.getvalue()


def test_the_words_of_a_foreign_exception_are_left_out() -> None:
    text = logged(ValueError("张三 13800001111"))
    assert "13800001111" not in text and "张三" not in text
    assert "builtins.KeyError" in text and "builtins.ValueError" in text and "in logged" in text


def test_our_own_refusals_are_kept() -> None:
    assert "toy.refused" not in logged(Refused("toy.refused", "请补全。")) and "请补全。" in logged(
        Refused("toy.refused", "请补全。")
    )


def test_numbers_in_addresses_are_masked() -> None:
    record = logging.LogRecord(
        "toy", logging.WARNING, "", 1, "Not Found: %s", ("/13800001111/45212419900101001X",), None
    )
    text = PlainFormatter().format(record)
    assert "13800001111" not in text and "45212419900101001X" not in text and "Not Found: /138" in text
