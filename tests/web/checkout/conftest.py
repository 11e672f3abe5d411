from collections.abc import Iterator

import pytest

from trousse.operations import books


@pytest.fixture(autouse=True)
def books_hold(db: None) -> Iterator[None]:
    """Whatever a donor does, the books agree with themselves."""
    yield
    assert not books.check().problems
