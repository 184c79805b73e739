"""Answers to oEmbed without a server: one per page as JSON and XML, the links to it, and a list of providers."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from bonewise.finishing.embeds.pages import Rendered
from bonewise.model import Page, Settings

#: Its box before its height is known; WordPress asks for the card's own height, and takes 200 to 1000 pixels.
WIDTH, HEIGHT = 600, 340


def answer(settings: Settings, rendered: Rendered) -> dict[str, Any]:
    """The oEmbed answer (https://oembed.com) of one page: a short card in a frame that WordPress knows how to size."""
    page, site = rendered.page, settings.site_url
    title = escape(page.title)
    html = (
        f'<blockquote class="wp-embedded-content"><a href="{escape(rendered.address)}">{title}</a></blockquote>'
        f'<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" '
        f'src="{escape(site)}embed/{page.id}/card/" width="{WIDTH}" height="{HEIGHT}" title="{title}" '
        f'frameborder="0" marginwidth="0" marginheight="0" scrolling="no"></iframe>'
    )
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": settings.site_name,
        "provider_url": site,
        "title": page.title,
        "html": html,
        "width": WIDTH,
        "height": HEIGHT,
        "cache_age": 86400,
    }


def answer_as_xml(data: dict[str, Any]) -> str:
    """The same answer as XML."""
    lines = "".join(f"<{name}>{escape(str(value), quote=False)}</{name}>" for name, value in data.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{lines}</oembed>\n'


def discovery(settings: Settings, page: Page) -> str:
    """The links that lead to a page's answer, for its head, of which WordPress reads only the first 150 kB.

    Consumers go by the type. Of a link that is `alternate` alone, the theme's script fetches a `sitemap.xml` beside it.
    """
    base, title = f"{settings.site_url}embed/{page.id}/oembed", escape(page.title)
    return "".join(
        f'<link rel="alternate oembed" type="{kind}" href="{escape(base)}.{end}" title="{title}">'
        for kind, end in (("application/json+oembed", "json"), ("text/xml+oembed", "xml"))
    )


def providers(settings: Settings, pages: Iterable[Page]) -> list[dict[str, Any]]:
    """A list as of oembed.com/providers.json, for Drupal's `oembed_providers`: one fixed answer for each page."""
    endpoints = [
        {
            "schemes": [settings.site_url + each.url],
            "url": f"{settings.site_url}embed/{each.id}/oembed.json",
            "discovery": True,
            "formats": ["json"],
        }
        for each in pages
    ]
    return [{"provider_name": settings.site_name, "provider_url": settings.site_url, "endpoints": endpoints}]
