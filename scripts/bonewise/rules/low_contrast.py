"""An accent colour of mkdocs.yml is too pale or too dark to be read on the grounds of its scheme, or is no colour.

Why: links and buttons have the accent colour, and many readers have poor sight (WCAG 2.2, 1.4.3).
Bad: `light: "#ff8800"`, as orange links on white. Good: `light: "#a15600"`, the nearest orange that can be read.
"""

from collections.abc import Iterator

from bonewise.colours import LEAST, SCHEMES, is_colour, least_contrast, nearest_passing
from bonewise.dialect import guess
from bonewise.model import Edition, Finding


def check(edition: Edition) -> Iterator[Finding]:
    for name, (colour, place) in edition.library.settings.identity.accents.items():
        if name not in SCHEMES:
            what = f"there is no colour scheme '{name}'{guess(name, tuple(SCHEMES))}"
            yield Finding(place, "low-contrast", what, f"use one of: {', '.join(SCHEMES)}")
        elif not is_colour(colour):
            mend = f'write a number sign and six digits from 0 to f in quotes, as in "{SCHEMES[name].accent}"'
            yield Finding(place, "low-contrast", f"'{colour}' is not a colour", mend)
        elif (ratio := least_contrast(colour, SCHEMES[name])) < LEAST:
            # Rounded down: 4.499 must not be shown as enough.
            what = (
                f"the accent '{colour}' has a contrast of {int(ratio * 100) / 100}:1; at least {LEAST}:1 is asked for"
            )
            mend = f'write "{nearest_passing(colour, SCHEMES[name])}", the nearest that can be read'
            yield Finding(place, "low-contrast", what, mend)
