"""Check digits against worked examples of the standards, and against a second way to compute them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jiedui.demo.identity import USCC_ALPHABET, Identities, check_digit, uscc


def test_the_example_of_gb_11643() -> None:
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"


@given(st.integers(0, 99_999_999))
def test_a_credit_code_has_a_weighted_sum_that_31_divides(serial: int) -> None:
    code = uscc("440306", serial)
    assert len(code) == 18
    total = sum(pow(3, i, 31) * USCC_ALPHABET.index(c) for i, c in enumerate(code[:17]))
    assert (total + USCC_ALPHABET.index(code[17])) % 31 == 0


def test_a_company_code_as_published_comes_out() -> None:
    # A large company's code of Shenzhen, known from its public filings; its organisation code is 19220382-1.
    assert uscc("440300", 19220382) == "914403001922038216"


def test_no_identity_is_given_twice() -> None:
    identities, rng = Identities(), np.random.default_rng(1)
    prefixes, births = np.full(400, "452126"), np.full(400, 19700101)
    ids = identities.draw(rng, prefixes, births, np.full(400, True))
    assert len(set(ids)) == 400
    assert all(int(i[16]) % 2 == 1 and i[17] == check_digit(i[:17]) for i in ids)
