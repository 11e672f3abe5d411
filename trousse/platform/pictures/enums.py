"""Words of pictures: the formats that are made of each, and where a picture stands."""

from enum import StrEnum


class PictureState(StrEnum):
    """Only READY is public. PENDING: minors can be recognised, and nobody attested that their parents agree."""

    READY = "ready"
    PENDING = "pending"
    EXPIRED = "expired"
    TAKEN_DOWN = "taken_down"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    PictureState.READY: "Publiable",
    PictureState.PENDING: "Attestation attendue",
    PictureState.EXPIRED: "Autorisation expirée",
    PictureState.TAKEN_DOWN: "Retirée",
}


class PictureFormat(StrEnum):
    """What browsers receive, the lightest first; the value is the ending of the address."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpg"

    @property
    def media_type(self) -> str:
        return {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}[self.value]
