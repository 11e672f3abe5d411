"""Why a picture is refused, and what to do instead."""

from trousse.core.errors import BusinessError, Invalid, Missing


class PictureRefused(Invalid):
    """The file is not a picture that we can show; the message says why and what to do."""


class AttestationInvalid(Invalid):
    """``problems`` says, field by field, what is missing in the attestation."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class TooManyPictures(BusinessError):
    """There are as many as a page can show."""


class PictureMissing(Missing):
    """There is no such picture, or it is not shown."""

    def __init__(self) -> None:
        super().__init__("Cette image n’est plus en ligne.")
