"""How problems call funds and campaigns: ``f12``, ``c34``. Pure."""


def fund_name(fund_id: int) -> str:
    return f"f{fund_id}"


def campaign_name(campaign_id: int) -> str:
    return f"c{campaign_id}"


def fund_id_of(name: str) -> int:
    """Raises ValueError for another name."""
    return int(name.removeprefix("f"))


def campaign_id_of(name: str) -> int:
    """Raises ValueError for another name."""
    return int(name.removeprefix("c"))
