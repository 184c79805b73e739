"""The MkDocs face: pages are rendered once, judged before any is written, and finished before the site is shown."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from bonewise.finishing import finish
from bonewise.finishing.handouts import Handouts, printers_for, write_handouts
from bonewise.finishing.handouts.printing import Printers
from bonewise.hosting import META_POLICY
from bonewise.model import Edition, Finding, RenderedPage
from bonewise.proofing import proof
from bonewise.reading import read
from bonewise.reporting import blocking, line
from bonewise.reusing import Reused, keep_templates
from bonewise.rules import judge
from bonewise.swapping import replace, restore

log = get_plugin_logger("bonewise")


class BonewisePlugin(BasePlugin):  # type: ignore[misc]
    """Entry point `bonewise` of `mkdocs.plugins`; `report`, `step` and `handouts` are the command line's."""

    command: Literal["build", "gh-deploy", "serve"] = "build"
    report: Callable[[list[Finding]], None] | None = None
    step: Callable[[str, int, int], None] = staticmethod(lambda stage, done, total: None)
    handouts = True
    proven = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a build or a preview."""
        self.command = command
        self.proven = False

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the library, and build aside: the site that stands is replaced only by a whole one."""
        self.library, self.findings = read(Path(config.config_file_path).parent)
        self.reused: Reused | None = None
        self.printers: Printers | None = None
        self.pages: dict[str, RenderedPage] = {}
        self.written = 0
        config.mdx_configs["bonewise"] = {**config.mdx_configs.get("bonewise", {}), "library": self.library}
        self.target = Path(config.site_dir)
        if self.command != "serve":
            restore(self.target)
            config.site_dir = str(self.target.with_name(f".{self.target.name}.new"))
        return config

    def on_files(self, files: Files, **_: Any) -> Files:
        """Keep the bibliography itself out of the site; MkDocs publishes whatever lies in the content folder."""
        bibliography = files.get_file_from_path(self.library.settings.sources)
        if bibliography:
            files.remove(bibliography)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files, **_: Any) -> str:
        """Have nothing rendered that was rendered before."""
        self.reused = self.reused or Reused(self.library, config, files)
        ours = self.library.pages.get(page.file.src_uri)
        return self.reused.markdown(ours, markdown) if ours else markdown

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Keep what was rendered, to judge it."""
        path = page.file.src_uri
        if self.reused and path in self.library.pages:
            known = not self.reused.fresh
            self.pages[path] = self.reused.content(self.library.pages[path], html, page)
            html = self.pages[path].html
            if known and self.reused.fresh and self._wants_handouts():
                # The first page that is not as it was: its handout will not be either.
                self.printers = printers_for(self.library)
        self.step("Rendering pages", len(self.pages), len(self.library.pages))
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, **_: Any) -> Any:
        """All pages are rendered and none is written: judge them, and stop here if they are not fit."""
        edition = Edition(self.library, self.pages, build_date())
        kept = self.reused.kept if self.reused else None
        found = sorted({*self.findings, *judge(edition, kept=kept)})
        if self.reused:
            self.reused.close()
        self._stop_on(found, bool(config.strict))
        keep_templates(env)
        return env

    def _stop_on(self, findings: list[Finding], strict: bool) -> None:
        """Tell the findings, and end the build where they forbid it."""
        if self.report:
            self.report(findings)
        else:
            for finding in findings:
                (log.error if finding.level == "error" else log.warning)(line(finding))
        if blocking(findings, strict):
            raise PluginError("the site was not built, and the old one is untouched")

    def on_post_page(self, output: str, **_: Any) -> str:
        """Count the pages written. A preview reloads itself by a script in the page, which the policy would stop."""
        self.written += 1
        self.step("Writing pages", self.written, len(self.pages))
        return output.replace(META_POLICY, "") if self.command == "serve" else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill in what needs all pages, then put the new site in the old one's place."""
        self.step("Finishing", 0, 1)
        built = Path(config.site_dir)
        made = self._handouts(built)
        self._close_printers()
        finish(self.library, built, made.names, preview=self.command == "serve")
        if self.command != "serve" or not self.proven:
            # A preview is proven once: who types waits for their page, and each build proves the whole again.
            self.proven = True
            self._stop_on(sorted({*made.findings, *proof(self.library, built, self.pages)}), bool(config.strict))
        if built != self.target:
            replace(self.target, built)
            config.site_dir = str(self.target)
        self.step("Finishing", 1, 1)

    def _handouts(self, built: Path) -> Handouts:
        """The PDFs; a preview has none, so that it follows the author's typing."""
        if not self._wants_handouts():
            return Handouts()
        step = functools.partial(self.step, "Making handouts")
        return write_handouts(self.library, built, step, self.printers)

    def _wants_handouts(self) -> bool:
        wanted = self.handouts and self.library.settings.handouts and self.command != "serve"
        return wanted and os.environ.get("BONEWISE_HANDOUTS") != "no"

    def _close_printers(self) -> None:
        if self.printers:
            self.printers.close()
            self.printers = None

    def on_build_error(self, *, error: Exception, **_: Any) -> None:
        """Leave no half-built folder behind, and no process."""
        self._close_printers()
        shutil.rmtree(self.target.with_name(f".{self.target.name}.new"), ignore_errors=True)


def build_date() -> date:
    """Today, or the day of `SOURCE_DATE_EPOCH`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()
