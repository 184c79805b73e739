"""A mark in each page's head that tells its text: two copies with the same mark say the same."""

from __future__ import annotations

import hashlib

from bonewise.finishing.articles import article_slice

NAME = "text-edition"


def text_edition(html: str) -> tuple[str, str]:
    """The mark of a built page, and the element that holds it in the page's head."""
    edition = hashlib.sha256(article_slice(html).encode()).hexdigest()[:12]
    return edition, f'<meta name="{NAME}" content="{edition}">'
