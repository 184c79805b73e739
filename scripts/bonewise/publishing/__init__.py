"""A built site to a folder that a web server serves: whole releases side by side, and one step from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bonewise.hosting import SERVERS
from bonewise.publishing.allowed import refused
from bonewise.publishing.compressing import compress
from bonewise.publishing.manifest import Manifest, faults, take
from bonewise.publishing.releases import PublishError, Releases

__all__ = ["PublishError", "Published", "publish", "rollback", "verify"]


@dataclass(frozen=True)
class Published:
    """The release that is served now: its name, how many files it holds, and whether it is another than before."""

    name: str
    files: int
    is_new: bool


def publish(target: Path, make: Callable[[Path], None], keep: int, site_url: str) -> Published:
    """Make a site in a folder beside the releases, and serve it; `keep` releases stay, the newest and what is served.

    Whatever goes wrong, at whatever moment, what was served is served. Raises `PublishError` where the site holds what
    it must not or somebody else is publishing, `OSError` from the file system, and what `make` raises.
    """
    with Releases(target).locked() as releases:
        site = releases.workplace()
        make(site)
        found = refused(site)
        if found:
            raise PublishError(f"the site holds what is not to be published: {', '.join(found)}")
        (site / "_headers").write_text(SERVERS["_headers"](sorted(_files(site)), site_url), "utf-8")
        before = releases.manifest(releases.current)
        compress(site, before, releases.folder(releases.current))
        manifest = take(site)
        if before and before == manifest and not faults(releases.folder(releases.current), before):
            return Published(releases.current, len(manifest), is_new=False)
        name = releases.add(site, manifest)
        releases.serve(name)
        releases.prune(keep)
        return Published(name, len(manifest), is_new=True)


def rollback(target: Path, name: str = "") -> Published:
    """Serve the release before the current one, or the named one, if it is still whole. Raises `PublishError`."""
    with Releases(target).locked() as releases:
        chosen = name or releases.before_current()
        manifest = _whole(releases, chosen)
        releases.serve(chosen)
        return Published(chosen, len(manifest), is_new=True)


def verify(target: Path) -> Published:
    """Compare what is served with its manifest. Raises `PublishError` that names what differs."""
    releases = Releases(target)
    return Published(releases.current, len(_whole(releases, releases.current)), is_new=False)


def _whole(releases: Releases, name: str) -> Manifest:
    manifest = releases.manifest(name)
    if manifest is None:
        known = ", ".join(releases.names()) or "none"
        raise PublishError(f"there is no release '{name}' in {releases.target}; there are: {known}")
    found = faults(releases.folder(name), manifest)
    if found:
        raise PublishError(f"the release {name} is not whole: {', '.join(found[:8])}{' …' if len(found) > 8 else ''}")
    return manifest


def _files(site: Path) -> list[str]:
    return [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
