"""The rules of the house as the public pages state them."""

from dataclasses import dataclass

SAMPLE_GIFT = 5000
"""The gift (cents) that explains the fees."""


@dataclass(frozen=True)
class HouseRules:
    """The parameters that the public pages state: amounts in cents, durations in days, ``fee_percent`` whole."""

    minimum_gift: int
    minimum_ceiling: int
    optimum_ratio: int
    duration_min: int
    duration_max: int
    fee_percent: int

    @property
    def fee_example(self) -> "FeeExample":
        return FeeExample(percent=self.fee_percent, gift=SAMPLE_GIFT)


@dataclass(frozen=True)
class FeeExample:
    """What the platform keeps of a sample gift, in percent and in cents (art. R.548-7 2° CMF: both must be told)."""

    percent: int
    gift: int

    @property
    def fee(self) -> int:
        return self.gift * self.percent // 100

    @property
    def net(self) -> int:
        return self.gift - self.fee
