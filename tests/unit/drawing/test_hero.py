import re
from xml.etree import ElementTree as ET

from drawing.hero import hero_svg, village_svg
from drawing.icons import symbol_svg, symbols
from drawing.logo import logo_svg
from drawing.motifs import Motif
from drawing.palette import Plate
from drawing.sprites import motifs_sprite

HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")


SVG = "{http://www.w3.org/2000/svg}"


def test_the_hero_takes_the_colours_of_the_page(read_svg):
    svg = hero_svg()
    root = read_svg(svg)
    assert root.attrib["class"] == "picture"
    assert root.attrib["aria-hidden"] == "true"
    assert {f"var(--plate-{plate})" for plate in Plate} == set(re.findall(r"var\([^)]*\)", svg))
    assert not HEX_COLOUR.search(svg)


def test_the_hero_obeys_a_strict_content_security_policy():
    assert " style=" not in hero_svg()
    assert "<style" not in hero_svg()


def test_the_hero_is_no_template():
    assert not re.search(r"{[{%#]", hero_svg())


def test_the_village_is_a_file_in_the_colours_of_the_day(read_svg):
    assert read_svg(village_svg()).attrib["viewBox"] == "0 0 1600 226"
    assert "var(" not in village_svg()


def test_an_icon_is_an_element_of_the_page():
    for name in symbols():
        drawn = ET.fromstring(symbol_svg(name, "icon"))
        assert drawn.attrib["aria-hidden"] == "true"
        assert len(drawn) >= 1
    assert {"leaf", "search", "seal", "by", "zero"} <= set(symbols())


def test_every_motif_is_a_view_of_its_own(read_svg):
    svg = motifs_sprite()
    views = {view.attrib["id"]: view.attrib["viewBox"] for view in read_svg(svg).iter(f"{SVG}view")}
    assert {str(motif) for motif in Motif} == set(views)
    assert len(set(views.values())) == len(views)
    assert "var(" not in svg


def test_the_logo_stands_alone():
    assert logo_svg().startswith("<svg xmlns=")
    assert len(HEX_COLOUR.findall(logo_svg())) == 2
