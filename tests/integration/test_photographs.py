"""Photographs of every usual format, by every way in: none keeps where it was taken, and all stand upright."""

import json
import struct
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageCms
from wagtail.models import Collection, UploadedFile

from accounts.roles import Role
from core.images import SchoolImage
from core.picture_cleaning import LARGEST_SIDE, cleaned_picture
from core.renditions import make_missing
from tests import factories
from tests.factories import photographs
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

FORMATS = photographs.all_formats()
GPS = 0x8825


@pytest.fixture
def editor(school, client):
    client.force_login(factories.user(Role.EDITOR))
    return client


def by_form(client, file):
    return client.post(
        reverse("wagtailimages:add"),
        {"title": "", "description": "Sân trường buổi sáng.", "file": file, "collection": 1},
    )


def by_chooser(client, file):
    values = {"title": "", "description": "Sân trường buổi sáng.", "file": file, "collection": 1}
    return client.post(
        reverse("wagtailimages_chooser:create"),
        {f"image-chooser-upload-{name}": value for name, value in values.items()},
    )


def by_many_at_once(client, file):
    return client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": file, "title": Path(file.name).stem, "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


def by_code(client, file):
    SchoolImage.objects.create(title="Ảnh", file=file)


def by_code_that_writes_the_file_itself(client, file):
    picture = SchoolImage(title="Ảnh")
    picture.file.save(file.name, ContentFile(file.read()), save=False)
    picture.save()


def by_many_rows(client, file):
    SchoolImage.objects.bulk_create([SchoolImage(title="Ảnh", file=file)])


WAYS = [by_form, by_chooser, by_many_at_once, by_code, by_code_that_writes_the_file_itself, by_many_rows]


def kept_files(media_folder: Path) -> list[Path]:
    folders = (media_folder, media_folder.parent / "private")
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def secrets_of(path: Path) -> list:
    content = path.read_bytes()
    found = [mark for mark in photographs.SECRETS if mark in content]
    with Image.open(BytesIO(content)) as picture:
        picture.load()
        told = picture.getexif()
        return (
            found
            + list(told)
            + list(told.get_ifd(GPS))
            + [key for key in ("xmp", "exif", "comment") if picture.info.get(key)]
        )


def is_upright(path: Path) -> bool:
    with Image.open(path) as picture:
        shown = picture.convert("RGB")
        width, height = shown.size
        above, below = (
            shown.getpixel((width // 2, height // 8)),
            shown.getpixel((width // 2, height * 7 // 8)),
        )
        return width > height and above[0] > above[2] and below[2] > below[0]


def test_the_photographs_of_this_test_have_something_to_forget():
    assert len(FORMATS) == 10
    for name, (content, _file) in FORMATS.items():
        assert any(mark in content for mark in photographs.SECRETS), name


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_way_in_keeps_where_a_photograph_was_taken(editor, media_folder, way):
    for content, name in FORMATS.values():
        way(editor, SimpleUploadedFile(name, content))
    assert SchoolImage.objects.count() == 10
    files = kept_files(media_folder)
    originals = [path for path in files if path.parent.name == "original_images"]
    assert len(originals) == 10
    assert {str(path): secrets_of(path) for path in files if secrets_of(path)} == {}
    assert [str(path) for path in originals if not is_upright(path)] == []
    for picture in SchoolImage.objects.all():
        assert (picture.width, picture.height) == photographs.SIZE, picture.file.name
        assert picture.file_size == picture.file.size
        assert len(picture.file_hash) == 40


@pytest.mark.parametrize("case", FORMATS)
def test_no_size_made_of_it_does_either(school, media_folder, case):
    content, name = FORMATS[case]
    picture = SchoolImage.objects.create(title="Ảnh", file=ContentFile(content, name=name))
    assert make_missing(picture) >= 16
    sizes = [path for path in kept_files(media_folder) if path.parent.name == "images"]
    assert len(sizes) >= 16
    assert [str(path) for path in sizes if secrets_of(path)] == []
    widest = max(picture.renditions.all(), key=lambda one: one.width)
    assert is_upright(Path(widest.file.path))


def test_cleaning_what_is_clean_changes_nothing():
    content, name = FORMATS["a phone held upright"]
    once = cleaned_picture(ContentFile(content, name=name))
    assert cleaned_picture(once) is once


def test_a_picture_put_aside_by_wagtail_is_clean_too(school, media_folder):
    content, name = FORMATS["a phone held upright"]
    UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(SchoolImage),
        file=SimpleUploadedFile(name, content),
    )
    (path,) = kept_files(media_folder)
    assert secrets_of(path) == []


TURNED = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
RESOLUTION_IN_LETTERS = struct.pack("<HHI4s", 0x011A, 2, 4, b"abc\0")
ODD_EXIF = {
    "a tag that Pillow cannot write anew": (
        b"II*\0" + struct.pack("<IH", 8, 2) + TURNED + RESOLUTION_IN_LETTERS + bytes(4),
        (40, 60),
    ),
    "broken off": (b"II*\0\x08", (60, 40)),
}


@pytest.mark.parametrize("case", ODD_EXIF)
def test_odd_words_about_a_photograph_are_no_reason_to_refuse_it(case):
    exif, size = ODD_EXIF[case]
    taken = factories.picture_bytes((60, 40), "JPEG", exif=b"Exif\0\0" + exif)
    with Image.open(cleaned_picture(ContentFile(taken, name="a.jpg"))) as kept:
        assert kept.size == size
        assert not kept.getexif()


def test_an_animation_still_moves(school):
    content, name = FORMATS["an animation"]
    with Image.open(cleaned_picture(ContentFile(content, name=name))) as picture:
        assert (picture.format, picture.n_frames, picture.info["loop"], picture.info["duration"]) == (
            "GIF",
            2,
            0,
            200,
        )


def test_of_two_frames_the_first_is_kept():
    content, name = FORMATS["two frames in one file"]
    cleaned = cleaned_picture(ContentFile(content, name=name))
    assert cleaned.read().count(b"\xff\xd8\xff") == 1


def colours(picture: Image.Image, **options) -> Image.Image:
    output = BytesIO()
    picture.save(output, options.pop("kind", "PNG"), **options)
    cleaned = cleaned_picture(ContentFile(output.getvalue(), name="anh.png"))
    return Image.open(BytesIO(cleaned.read()))


def test_sixteen_bits_keep_their_shades():
    shades = (20_000).to_bytes(2, "little") * 20 + (60_000).to_bytes(2, "little") * 20
    stored = colours(Image.frombytes("I;16", (40, 20), shades * 20))
    assert stored.mode == "L"
    assert abs(stored.getpixel((5, 5)) - 78) <= 1
    assert abs(stored.getpixel((35, 5)) - 233) <= 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_way_of_writing_colours_is_taken(mode):
    stored = colours(photographs.upright((60, 40)).convert(mode))
    assert stored.size == (60, 40)
    assert stored.convert("L").getpixel((5, 5)) != stored.convert("L").getpixel((5, 35)) or mode == "1"


def test_what_is_see_through_stays_so():
    see_through = Image.new("LA", (60, 40), (200, 0))
    assert colours(see_through).convert("RGBA").getpixel((5, 5))[3] == 0
    palette = Image.new("RGBA", (60, 40), (255, 0, 0, 0)).quantize(4)
    assert colours(palette).convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_wide_colour_profile_is_kept_and_a_printers_is_not():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = colours(photographs.upright(), kind="JPEG", icc_profile=profile)
    assert kept.info["icc_profile"] == profile
    printers = profile[:16] + b"CMYK" + profile[20:]
    stored = colours(photographs.upright().convert("CMYK"), kind="JPEG", icc_profile=printers)
    assert "icc_profile" not in stored.info
    assert stored.mode == "RGB"


def test_a_picture_of_twelve_megapixels_is_stored_small(school):
    output = BytesIO()
    photographs.upright((4000, 3000)).save(output, "JPEG", exif=photographs.exif(), quality=60)
    picture = SchoolImage.objects.create(title="Ảnh", file=ContentFile(output.getvalue(), name="to.jpg"))
    assert (picture.width, picture.height) == (LARGEST_SIDE, 1920)


# --- What is no picture ------------------------------------------------------------------------

FILM = b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + b"\x00" * 200
WRONG = {
    "a PDF called HEIC": (b"%PDF-1.7\n" + b"x" * 100, "IMG_0001.HEIC", "PDF"),
    "a film": (FILM, "IMG_0002.MOV", "YouTube"),
    "a film called JPEG": (FILM, "IMG_0002.jpg", "YouTube"),
    "a film of another kind": (b"\x1aE\xdf\xa3" + b"\x00" * 100, "phim.webp", "YouTube"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "hinh.svg", "SVG"),
    "a Word file": (b"PK\x03\x04" + b"\x00" * 100, "bai.png", "Word"),
    "nothing": (b"", "anh.jpg", "trống"),
    "another ending": (FORMATS["a PNG with words"][0], "anh.txt", "không phải ảnh"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_picture_is_called_by_its_name_at_the_field(editor, case):
    content, name, word = WRONG[case]
    for way in (by_form, by_many_at_once, by_chooser):
        answer = way(editor, SimpleUploadedFile(name, content))
        assert answer.status_code == 200
        if way is by_form:
            message = answer.context["form"].errors["file"][0]
            assert answer.context["form"]["description"].value() == "Sân trường buổi sáng.", (
                "what was typed is lost"
            )
        elif way is by_many_at_once:
            message = answer.json()["error_message"]
        else:
            message = json.loads(answer.content)["htmlFragment"]
        assert word in message, (way.__name__, message)
    assert not SchoolImage.objects.exists()


def test_a_picture_with_another_pictures_ending_is_taken(editor, media_folder):
    by_form(editor, SimpleUploadedFile("tu-zalo.jpg", FORMATS["a WebP"][0]))
    assert SchoolImage.objects.get().file.name.endswith(".webp")


# --- Titles and words for those who do not see it ----------------------------------------------


@pytest.mark.parametrize("way", [by_form, by_chooser, by_many_at_once], ids=lambda way: way.__name__)
def test_a_picture_is_called_after_its_day_and_never_after_its_file(editor, way):
    for content, name in list(FORMATS.values())[:2]:
        way(editor, SimpleUploadedFile(name, content))
    day = f"{timezone.localdate():%d/%m/%Y}"
    assert sorted(picture.title for picture in SchoolImage.objects.all()) == [
        f"Ảnh ngày {day} – 1",
        f"Ảnh ngày {day} – 2",
    ]


def described(client, **values):
    file = SimpleUploadedFile("anh.jpg", FORMATS["a phone held upright"][0])
    data = {"title": "Sân trường", "description": "", "file": file, "collection": 1} | values
    return client.post(reverse("wagtailimages:add"), data)


def test_a_picture_needs_words_or_the_tick(editor):
    refused = described(editor)
    assert "trang trí" in refused.context["form"].errors["description"][0]
    assert not SchoolImage.objects.exists()
    described(editor, is_decorative="on")
    picture = SchoolImage.objects.get()
    assert picture.is_decorative
    assert picture.default_alt_text == ""


@pytest.mark.parametrize(
    "words", ["IMG_1234", "anh.jpg", "20231002_073000", "z4567890123_abc.jpg", "DSC0001"]
)
def test_words_that_are_a_files_name_are_refused(editor, words):
    assert "tên tệp" in described(editor, description=words).context["form"].errors["description"][0]


def test_many_at_once_are_described_each_in_its_form(editor):
    answer = by_many_at_once(
        editor, SimpleUploadedFile("IMG_1.jpg", FORMATS["a phone held upright"][0])
    ).json()
    picture = SchoolImage.objects.get()
    assert f"image-{picture.pk}-description" in answer["form"]
    assert "IMG_1" not in answer["form"]
    address = reverse("wagtailimages:edit_multiple", args=[picture.pk])
    values = {f"image-{picture.pk}-{name}": value for name, value in {"title": "", "description": ""}.items()}
    values[f"image-{picture.pk}-collection"] = Collection.get_first_root_node().pk
    refused = editor.post(address, values, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert refused["success"] is False
    assert "Hãy viết một câu tả ảnh" in refused["form"]
    values[f"image-{picture.pk}-description"] = "Học sinh đọc sách."
    assert editor.post(address, values).json()["success"] is True
