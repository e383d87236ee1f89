"""Pictures through the admin's own form: what is no picture is refused, what names a place loses it."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin
from wagtail.models import Collection

from accounts.roles import Role
from core.images import SchoolImage
from core.picture_cleaning import LARGEST_SIDE
from core.renditions import make_missing, wanted_sizes
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

UNREADABLE = "Không đọc được tệp này như một tấm ảnh"
ORIENTATION, GPS, MAKER, TURNED = 0x0112, 0x8825, 0x010F, 6


@pytest.fixture
def upload(school, client):
    """A function that sends a file as an editor; it returns the answer."""
    client.force_login(factories.user(Role.EDITOR))

    def send(content: bytes, name: str):
        return client.post(
            reverse("wagtailimages:add"),
            {
                "title": "Ảnh thử",
                "description": "Học sinh đọc sách.",
                "file": SimpleUploadedFile(name, content),
                "collection": Collection.get_first_root_node().pk,
            },
        )

    return send


def jpeg_of_a_phone(size=(1600, 1200), orientation=TURNED) -> bytes:
    """Return a photograph with the place, the maker and the way the phone was held."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Dien Thoai"
    exif.get_ifd(GPS).update({1: "N", 2: (10.0, 51.0, 30.0), 3: "E", 4: (106.0, 36.0, 10.0)})
    return factories.picture_bytes(size, "JPEG", exif=exif.tobytes(), quality=90)


def png_of_size(width: int, height: int) -> bytes:
    """Return a PNG whose header says this size, without the time and room to draw it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def truncated() -> bytes:
    whole = factories.picture_bytes((800, 600), "JPEG")
    return whole[: len(whole) // 2]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>'
REFUSED = {
    "text named as a picture": (b"Day la mot doan van, khong phai anh.", "anh.jpg"),
    "an empty file": (b"", "anh.jpg"),
    "a drawing with a script": (SVG, "anh.svg"),
    "a drawing named as a picture": (SVG, "anh.png"),
    "60 megapixels": (png_of_size(10_000, 6_000), "anh.png"),
    "half a photograph": (truncated(), "anh.jpg"),
    "a page of HTML": (b"<!doctype html><html><body>x</body></html>", "anh.gif"),
    "a program": (b"\x7fELF" + b"\x00" * 200, "anh.webp"),
    "a header and nothing else": (b"\x89PNG\r\n\x1a\n", "anh.png"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_usable_picture_is_refused_at_the_field(upload, case):
    answer = upload(*REFUSED[case])
    assert answer.status_code == 200
    messages = answer.context["form"].errors["file"]
    assert messages
    assert not SchoolImage.objects.exists()


@pytest.mark.parametrize("case", ["half a photograph", "a header and nothing else"])
def test_what_is_half_a_picture_is_refused_in_vietnamese(upload, case):
    assert UNREADABLE in upload(*REFUSED[case]).context["form"].errors["file"][0]


def stored(picture: SchoolImage) -> Image.Image:
    """Return what the library keeps of a picture."""
    with picture.file.open() as file:
        return Image.open(BytesIO(file.read()))


def test_a_photograph_of_an_iphone_is_stored_as_jpeg(upload):
    answer = upload(factories.picture_bytes((1200, 900), "HEIF"), "IMG_0001.HEIC")
    assert answer.status_code == 302
    picture = SchoolImage.objects.get()
    assert picture.file.name.endswith(".jpg")
    assert stored(picture).format == "JPEG"
    assert (picture.width, picture.height) == (1200, 900)


@pytest.mark.parametrize(
    ("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")]
)
def test_the_usual_formats_are_taken(upload, kind, suffix):
    answer = upload(factories.picture_bytes((640, 480), kind), f"anh.{suffix}")
    assert answer.status_code == 302, answer.context["form"].errors
    picture = SchoolImage.objects.get()
    assert stored(picture).format == kind
    assert picture.get_rendition("fill-160x160|format-webp").width == 160


def test_a_photograph_is_turned_the_way_it_was_taken(upload):
    upload(jpeg_of_a_phone((1600, 1200), orientation=TURNED), "anh.jpg")
    picture = SchoolImage.objects.get()
    assert (picture.width, picture.height) == (1200, 1600)
    upright = stored(picture).convert("RGB")
    above, below = upright.getpixel((600, 100)), upright.getpixel((600, 1500))
    assert above[0] > above[2], "red was left, and is above when turned to the right"
    assert below[2] > below[0]


def metadata_of(path: str) -> dict:
    with Image.open(path) as picture:
        picture.load()
        found = dict(picture.getexif()) | dict(picture.getexif().get_ifd(GPS))
        return found | {
            name: value
            for name, value in picture.info.items()
            if name in {"exif", "xmp", "XML:com.adobe.xmp", "comment"}
        }


def test_a_photograph_forgets_where_it_was_taken(upload):
    content = jpeg_of_a_phone()
    source = BytesIO(content)
    assert dict(Image.open(source).getexif().get_ifd(GPS)), "the test's own photograph names a place"
    upload(content, "anh.jpg")
    picture = SchoolImage.objects.get()
    make_missing(picture)
    files = [picture.file.path, *(rendition.file.path for rendition in picture.renditions.all())]
    wanted = wanted_sizes(picture, is_mark=False)
    assert len(files) == 1 + len(wanted) > 20, "itself and every size"
    for path in files:
        assert metadata_of(path) == {}, path
        with open(path, "rb") as file:  # noqa: PTH123  # names as stored
            assert b"Dien Thoai" not in file.read()


def test_a_heic_photograph_forgets_where_it_was_taken(upload):
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: (10.0, 51.0, 30.0)})
    upload(factories.picture_bytes((640, 480), "HEIF", exif=exif.tobytes()), "anh.heic")
    assert metadata_of(SchoolImage.objects.get().file.path) == {}


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_texts_and_places_in_other_formats_are_gone(upload, kind):
    exif = Image.Exif()
    exif[MAKER] = "Dien Thoai"
    exif.get_ifd(GPS).update({1: "N", 2: (10.0, 51.0, 30.0)})
    options = {"exif": exif.tobytes()}
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", "Lop 3/2, nha em o Tan Xuan")
        texts.add_itxt("XML:com.adobe.xmp", "<x>Tan Xuan</x>")
        options["pnginfo"] = texts
    upload(factories.picture_bytes((640, 480), kind, **options), f"anh.{kind.lower()}")
    path = SchoolImage.objects.get().file.path
    assert metadata_of(path) == {}
    with open(path, "rb") as file:  # noqa: PTH123
        content = file.read()
    assert b"Tan Xuan" not in content
    assert b"Dien Thoai" not in content


def test_a_drawing_keeps_what_is_transparent(upload):
    drawn = Image.new("RGBA", (400, 300), (255, 0, 0, 0))
    output = BytesIO()
    drawn.save(output, "PNG")
    upload(output.getvalue(), "anh.png")
    assert stored(SchoolImage.objects.get()).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(("size", "expected"), [((4000, 3000), (2560, 1920)), ((1000, 5000), (512, 2560))])
def test_a_large_photograph_is_stored_at_most_2560_wide_or_high(upload, size, expected):
    upload(factories.picture_bytes(size, "JPEG"), "anh.jpg")
    picture = SchoolImage.objects.get()
    assert (picture.width, picture.height) == expected
    assert max(expected) == LARGEST_SIDE
    assert picture.file_size == picture.file.size
    assert picture.file_hash


def test_a_small_picture_is_not_made_larger(upload):
    upload(factories.picture_bytes((300, 200), "PNG"), "anh.png")
    picture = SchoolImage.objects.get()
    assert (picture.width, picture.height) == (300, 200)


def test_a_picture_in_the_chooser_is_cleaned_in_the_same_way(school, client):
    client.force_login(factories.user(Role.EDITOR))
    answer = client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Ảnh thử",
            "image-chooser-upload-description": "Sách.",
            "image-chooser-upload-file": SimpleUploadedFile("anh.jpg", jpeg_of_a_phone()),
            "image-chooser-upload-collection": Collection.get_first_root_node().pk,
        },
    )
    assert answer.status_code == 200
    assert metadata_of(SchoolImage.objects.get().file.path) == {}


def test_several_pictures_at_once_are_cleaned_in_the_same_way(school, client):
    client.force_login(factories.user(Role.EDITOR))
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": SimpleUploadedFile("anh.jpg", jpeg_of_a_phone()), "title": "Ảnh thử", "collection": "1"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is True, answer.json()
    assert metadata_of(SchoolImage.objects.get().file.path) == {}


def test_a_file_that_is_kept_is_not_read_again(upload, client):
    upload(factories.picture_bytes((640, 480), "JPEG"), "anh.jpg")
    picture = SchoolImage.objects.get()
    before = picture.file.name
    answer = client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "Tên mới", "description": "Sách.", "collection": picture.collection_id},
    )
    assert answer.status_code == 302
    picture.refresh_from_db()
    assert (picture.title, picture.file.name) == ("Tên mới", before)


def test_who_may_not_add_pictures_is_refused(school, client):
    client.force_login(factories.user(Role.CLERK))
    assert client.get(reverse("wagtailimages:add")).status_code == 302


def test_a_picture_is_served_as_nothing_but_a_picture(upload, client):
    upload(factories.picture_bytes((640, 480), "PNG"), "anh.png")
    client.logout()
    answer = client.get(SchoolImage.objects.get().get_rendition("fill-160x160").url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content)
