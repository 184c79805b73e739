"""Firefox and WebKitGTK, driven without any library: Marionette over a socket, WebDriver over HTTP."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_WEBKIT = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.{}/MiniBrowser"


class Driver(Protocol):
    """What the tests need of a browser."""

    name: str

    def visit(self, url: str) -> None: ...
    def run(self, script: str, *values: Any) -> Any: ...
    def enter(self, frame: Any) -> None: ...
    def leave(self) -> None: ...


class _Marionette:
    """Firefox's own protocol: messages `length:json` over a socket."""

    name = "firefox"

    def __init__(self, port: int) -> None:
        for _ in range(300):
            try:
                self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise RuntimeError("Firefox does not answer")
        self.stream = self.socket.makefile("rb")
        self.number = 0
        self._read()
        self.call("WebDriver:NewSession", {"strictFileInteractability": False})

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self.stream.read(1)
        return json.loads(self.stream.read(int(length[:-1])))

    def call(self, command: str, values: dict[str, Any]) -> Any:
        self.number += 1
        text = json.dumps([0, self.number, command, values]).encode()
        self.socket.sendall(f"{len(text)}:".encode() + text)
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result.get("value", result) if isinstance(result, dict) else result

    def visit(self, url: str) -> None:
        self.call("WebDriver:Navigate", {"url": url})

    def run(self, script: str, *values: Any) -> Any:
        return self.call("WebDriver:ExecuteScript", {"script": script, "args": list(values)})

    def enter(self, frame: Any) -> None:
        self.call("WebDriver:SwitchToFrame", {"element": frame[_ELEMENT]})

    def leave(self) -> None:
        self.call("WebDriver:SwitchToFrame", {"id": None})

    def paper(self) -> str:
        """The page as a PDF in base64."""
        return str(self.call("WebDriver:Print", {"background": True}))


class _WebDriver:
    """https://www.w3.org/TR/webdriver2/, as WebKitWebDriver speaks it."""

    name = "webkit"

    def __init__(self, port: int, browser: str) -> None:
        self.base = f"http://127.0.0.1:{port}/session"
        options = {"webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}
        wanted = {"capabilities": {"alwaysMatch": options}}
        for attempt in range(50):
            try:
                self.base += "/" + self._send("", wanted)["sessionId"]
                break
            except OSError:
                if attempt == 49:
                    raise
                time.sleep(0.2)

    def _send(self, path: str, values: dict[str, Any]) -> Any:
        request = urllib.request.Request(self.base + path, json.dumps(values).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def visit(self, url: str) -> None:
        self._send("/url", {"url": url})

    def run(self, script: str, *values: Any) -> Any:
        return self._send("/execute/sync", {"script": script, "args": list(values)})

    def enter(self, frame: Any) -> None:
        self._send("/frame", {"id": frame})

    def leave(self) -> None:
        self._send("/frame", {"id": None})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def firefox(zoom: int = 1) -> Iterator[_Marionette | None]:
    """A Firefox without a window, in which everything is `zoom` times as large; None where there is no Firefox."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        yield None
        return
    port = _free_port()
    with tempfile.TemporaryDirectory() as profile:
        prefs = {
            "marionette.port": port,
            "layout.css.devPixelsPerPx": str(zoom),
            # Nothing is fetched that no page asked for.
            "app.normandy.enabled": False,
            "browser.safebrowsing.update.enabled": False,
            "datareporting.policy.dataSubmissionEnabled": False,
            "network.captive-portal-service.enabled": False,
            "network.connectivity-service.enabled": False,
            "services.settings.server": "http://127.0.0.1:9/",
            "extensions.update.enabled": False,
        }
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items())
        (Path(profile) / "user.js").write_text("".join(lines), "utf-8")
        command = [path, "--headless", "--marionette", "--profile", profile, "--no-remote"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield _Marionette(port)
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def webkit() -> Iterator[_WebDriver | None]:
    """A WebKitGTK MiniBrowser on a screen that nobody sees; None where it or the screen is not installed."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next((path for each in ("1", "0") if Path(path := _WEBKIT.format(each)).exists()), None)
    if not (driver and screen and browser):
        yield None
        return
    port, display = _free_port(), f":{90 + os.getpid() % 900}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    shown = subprocess.Popen([screen, display, "-screen", "0", "1400x1000x24"], **quiet)  # type: ignore[call-overload]
    # As root in a container, WebKit's own sandbox cannot be set up.
    settings = {"DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "GDK_BACKEND": "x11"}
    process = subprocess.Popen([driver, f"--port={port}"], env={**os.environ, **settings}, **quiet)  # type: ignore[call-overload]
    try:
        yield _WebDriver(port, browser)
    finally:
        process.terminate()
        process.wait(20)
        shown.terminate()
        shown.wait(20)
