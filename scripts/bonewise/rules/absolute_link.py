"""A link starts at the root of the host, or spells out this site's own address.

Why: it breaks when the site moves or lies below a path, and in every copy and preview. Where readers of the site itself
arrive nevertheless, it is a warning. An address that is shown as such, as in `<https://example.org/>`, is none.
Bad: `[asthma](/asthma/)`. Good: `[asthma](asthma.md)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import own_path, shows_address, strays, told, with_tail


def check(edition: Edition) -> Iterator[Finding]:
    for page, link, target in strays(edition):
        there = edition.pages.get(target.path)
        if there and target.fragment and target.fragment not in there.ids:
            continue  # the lost section is the fault, and told by `missing-anchor`
        if target.kind == "absolute":
            yield told(
                link,
                "absolute-link",
                f"'{link.target}' starts at the root of the host",
                f"link to '{target.better}'" if target.better else "link to the Markdown file",
                # Where the site lies at the root of its host, readers of the site itself arrive.
                "warning" if target.path else "error",
                better=with_tail(link, target.better),
            )
        elif target.kind == "own" and not shows_address(link):
            better = own_path(edition, page, target)
            what = f"'{link.target}' spells out this site's own address"
            fixed = f"{better}#{target.fragment}" if target.fragment and better else better
            yield told(link, "absolute-link", what, f"link to '{better}'", "warning", better=fixed)
