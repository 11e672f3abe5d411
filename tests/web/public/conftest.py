import pytest

from trousse.web.public import figures


@pytest.fixture(autouse=True)
def fresh_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures of one test are not those of the next."""
    monkeypatch.setattr(figures, "_last", figures._Counted())
