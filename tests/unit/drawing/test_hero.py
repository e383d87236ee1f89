import re

from drawing.hero import hero_svg, village_svg
from drawing.logo import logo_svg
from drawing.palette import Plate

HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")


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


def test_the_village_stands_alone(read_svg):
    svg = village_svg()
    assert read_svg(svg).attrib["viewBox"] == "0 0 1600 226"
    assert "var(" not in svg


def test_the_logo_stands_alone():
    assert logo_svg().startswith("<svg xmlns=")
    assert len(HEX_COLOUR.findall(logo_svg())) == 2
