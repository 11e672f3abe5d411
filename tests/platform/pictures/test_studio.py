from io import BytesIO

import pytest
from PIL import Image, ImageCms

from tests.platform.pictures import samples
from trousse.platform.pictures import rules
from trousse.platform.pictures.enums import PictureFormat
from trousse.platform.pictures.rules import Limits, Refused
from trousse.platform.pictures.studio import Developed, Print, develop

LIMITS = Limits(largest=20_000_000, most_pixels=50_000_000, smallest_side=300)


def _opened(made: Print) -> Image.Image:
    return Image.open(BytesIO(made.content))


def _pixel(made: Print, x: float, y: float) -> tuple[int, ...]:
    image = _opened(made).convert("RGB")
    pixel = image.getpixel((round(x * image.width), round(y * image.height)))
    assert isinstance(pixel, tuple)
    return tuple(int(value) for value in pixel)


def _is_red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 150 and pixel[2] < 110


def _smallest(developed: Developed, made: PictureFormat = PictureFormat.WEBP) -> Print:
    return next(print_ for print_ in developed.prints if print_.format is made)


def test_a_photo_becomes_light_files_in_each_format() -> None:
    developed = develop(samples.photo(1700, 1275), LIMITS)
    assert (developed.width, developed.height, developed.widths) == (1600, 1200, [480, 960, 1600])
    made = {(print_.format, print_.width) for print_ in developed.prints}
    assert made == {(PictureFormat.JPEG, 960)} | {
        (format_, width) for format_ in (PictureFormat.AVIF, PictureFormat.WEBP) for width in (480, 960, 1600)
    }
    for print_ in developed.prints:
        image = _opened(print_)
        assert image.size == (print_.width, print_.height)
        assert Image.MIME[str(image.format)] == print_.format.media_type


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_held_sideways_is_turned_upright(orientation: int) -> None:
    """The sun is drawn at the top left; each orientation sends it to a corner of its own."""
    developed = develop(samples.photo_with_secrets(orientation), LIMITS)
    sideways = orientation >= 5
    assert (developed.width, developed.height) == ((400, 640) if sideways else (640, 400))
    right, bottom = orientation in {2, 3, 6, 7}, orientation in {3, 4, 7, 8}
    across, down = ((1 / 3), 1 / 7) if sideways else (1 / 7, 1 / 3)
    found = _pixel(_smallest(developed), 1 - across if right else across, 1 - down if bottom else down)
    assert _is_red(found)


def test_place_camera_date_and_comments_are_gone() -> None:
    content = samples.photo_with_secrets()
    assert b"Lea" in content
    for made in develop(content, LIMITS).prints:
        image = _opened(made)
        assert not dict(image.getexif())
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(image.info)
        assert b"Lea" not in made.content
        assert b"Exif" not in made.content


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_other_colours_of_jpeg_are_read(mode: str) -> None:
    assert develop(samples.encoded(samples.drawing(mode=mode)), LIMITS).width == 640


def test_a_wide_gamut_becomes_what_browsers_show() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    developed = develop(samples.encoded(samples.drawing(), icc_profile=profile), LIMITS)
    assert _is_red(_pixel(_smallest(developed), 1 / 7, 1 / 3))


def test_a_profile_that_cannot_be_read_is_ignored() -> None:
    developed = develop(samples.encoded(samples.drawing(), icc_profile=b"not a profile"), LIMITS)
    assert _is_red(_pixel(_smallest(developed), 1 / 7, 1 / 3))


def test_a_transparent_drawing_lies_on_white() -> None:
    developed = develop(samples.encoded(samples.drawing(mode="RGBA"), "PNG"), LIMITS)
    assert min(_pixel(_smallest(developed), 0.9, 0.9)) > 245


def test_sixteen_bits_of_grey_are_scaled_not_cut() -> None:
    grey = Image.new("I;16", (400, 400), 40_000)
    developed = develop(samples.encoded(grey, "PNG"), LIMITS)
    assert abs(_pixel(_smallest(developed), 0.5, 0.5)[0] - 156) < 4


def test_a_picture_whose_pixels_are_missing_is_refused_as_damaged() -> None:
    """Its structure is sound: only decoding tells."""
    with pytest.raises(Refused) as refused:
        develop(samples.png_without_pixels(), LIMITS)
    assert str(refused.value) == rules.DAMAGED


def test_a_bomb_is_refused_before_it_unfolds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "open", lambda *_args, **_options: pytest.fail("decoded"))
    with pytest.raises(Refused):
        develop(samples.png_bomb(), LIMITS)
