"""A DOI's address is written in its old form: `dx.doi.org`, or without the `s` of `https`.

Why: the old form is answered by a detour, and the DOI Foundation asks for `https://doi.org/` in print and on the web.
Bad: `[study](http://dx.doi.org/10.1000/182)`. Good: `[study](https://doi.org/10.1000/182)`.
"""

import re
from collections.abc import Iterator

from bonewise.model import Edition, Finding, Fix
from bonewise.rules._links import told

#: https://www.doi.org/doi-handbook/HTML/doi-name-resolution.html asks for the secure form without `dx`.
_OLD = re.compile(r"(?:http://(?:www\.|dx\.)?|https://(?:www\.|dx\.))doi\.org/(?=10\.)", re.I)
_NEW = "https://doi.org/"
_MEND = f"write it with {_NEW}"


def check(edition: Edition) -> Iterator[Finding]:
    for rendered in edition.pages.values():
        for link in rendered.links:
            if _OLD.match(link.target):
                what = f"'{link.target}' is the old form of a DOI's address"
                better = _OLD.sub(_NEW, link.target, count=1)
                yield told(link, "old-doi-link", what, _MEND, "notice", better=better)
    for source in edition.library.sources.values():
        address = str(source.csl.get("URL", ""))
        if _OLD.match(address):
            what = f"'{address}' is the old form of a DOI's address"
            place, end = source.places.get("URL", source.place), source.ends.get("URL")
            # Without quotes and line breaks, the text is the value itself.
            plain = end is not None and end.line == place.line and end.column - place.column == len(address)
            fix = Fix(_OLD.sub(_NEW, address, count=1)) if plain else None
            yield Finding(place, "old-doi-link", what, _MEND, "notice", end, fix)
