"""A few words of SVG: elements with plain attributes, so that print engines without CSS variables show them too."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

INK, PAPER, TEAL, BONE, QUIET = "#1f2d33", "#fbfaf7", "#0b5c63", "#f1e6cf", "#5a6b72"


def unread(text: str) -> str:
    """Words that are not Markdown, whatever signs are in them."""
    from markdown.util import AtomicString  # slow to import; figures are judged in checks that draw nothing

    return AtomicString(text)


def canvas(name: str, width: int, height: int, title: str, description: str) -> Element:
    """An empty drawing with its text alternative; classes let the page recolour it in the dark."""
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": f"fig-{name}-title fig-{name}-desc",
            "class": f"bw-svg bw-svg--{name}",
        },
    )
    SubElement(svg, "title", {"id": f"fig-{name}-title"}).text = unread(title)
    SubElement(svg, "desc", {"id": f"fig-{name}-desc"}).text = unread(description)
    return svg


def shape(parent: Element, tag: str, **attributes: object) -> Element:
    """One shape; numbers are written short, an inner underscore is a dash."""
    return SubElement(
        parent, tag, {name.rstrip("_").replace("_", "-"): _short(value) for name, value in attributes.items()}
    )


def words(parent: Element, x: float, y: float, text: str, **attributes: object) -> Element:
    """Text in the drawing, 18 units high unless told otherwise."""
    given = {"font_size": 18, "fill": INK, "class_": "bw-ink", **attributes}
    element = shape(parent, "text", x=x, y=y, **given)
    element.text = unread(text)
    return element


def _short(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
