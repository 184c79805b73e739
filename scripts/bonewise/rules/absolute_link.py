"""A link starts at the root of the host, or spells out this site's own address.

Why: it breaks when the site moves or lies below a path, and in every copy and preview. Where readers of the site itself
arrive nevertheless, it is a notice.
Bad: `[asthma](/asthma/)`. Good: `[asthma](asthma.md)`.
"""

from collections.abc import Iterator

from bonewise.model import Edition, Finding
from bonewise.rules._links import own_path, strays, told, with_tail


def check(edition: Edition) -> Iterator[Finding]:
    for page, link, target in strays(edition):
        if target.kind == "absolute":
            yield told(
                link,
                "absolute-link",
                f"'{link.target}' starts at the root of the host",
                f"link to '{target.better}'" if target.better else "link to the Markdown file",
                # Where the site lies at the root of its host, readers of the site itself arrive.
                "notice" if target.path else "error",
                better=with_tail(link, target.better),
            )
        elif target.kind == "own":
            better = own_path(edition, page, target)
            what = f"'{link.target}' spells out this site's own address"
            fixed = f"{better}#{target.fragment}" if target.fragment and better else better
            yield told(link, "absolute-link", what, f"link to '{better}'", "notice", better=fixed)
