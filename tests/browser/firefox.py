"""A Firefox to be driven by WebDriver BiDi, the standard it speaks itself; as much of it as our tests need.

Playwright drives only a Firefox of its own. This talks to the one that people have: JSON over one WebSocket (RFC 6455).
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_NAMES = ("firefox-esr", "firefox")
_KEYS = {"ArrowDown": "\ue015", "ArrowUp": "\ue013", "Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"}
_PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "focusmanager.testmode": True,  # a window without a screen would never have the focus
    "ui.prefersReducedMotion": 1,
}
PATIENCE = 30.0


def find_firefox() -> str | None:
    """Where Firefox is on this machine."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


class Firefox:
    """One window of a fresh profile. `profile` is an empty folder; the preferences are added to ours."""

    def __init__(self, path: str, profile: Path, size: tuple[int, int] = (1280, 900), **preferences: Any) -> None:
        wanted = {**_PREFERENCES, **preferences}
        lines = (f'user_pref("{name}", {json.dumps(value)});' for name, value in wanted.items())
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        self._log = (profile / "log").open("w+")
        command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        command += ["--width", str(size[0]), "--height", str(size[1])]
        self._process = subprocess.Popen(
            command, stdout=self._log, stderr=self._log, env={**os.environ, "HOME": str(profile)}
        )
        self._number = 0
        self._socket = self._connect(self._port(profile / "log"))
        self.call("session.new", capabilities={})
        self._tab = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def _port(self, log: Path) -> int:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = re.search(r"BiDi listening on ws://127\.0\.0\.1:(\d+)", log.read_text("utf-8"))
            if found:
                return int(found[1])
            time.sleep(0.1)
        raise TimeoutError(log.read_text("utf-8"))

    def _connect(self, port: int) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        head = f"GET /session HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        connection.sendall(f"{head}Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += connection.recv(1)
        assert b" 101 " in answer, answer
        return connection

    def call(self, method: str, **params: Any) -> Any:
        """Ask for something, and wait for its answer; what Firefox tells unasked is passed over."""
        self._number += 1
        self._send(json.dumps({"id": self._number, "method": method, "params": params}).encode())
        while True:
            answer = json.loads(self._receive())
            if answer.get("id") == self._number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def _send(self, data: bytes) -> None:
        length = len(data)
        head = bytes([0x81, 0x80 | length]) if length < 126 else bytes([0x81, 0xFE]) + struct.pack(">H", length)
        mask = os.urandom(4)
        self._socket.sendall(head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data)))

    def _receive(self) -> bytes:
        whole = b""
        while True:
            first, second = self._read(2)
            length = second & 0x7F
            if length > 125:
                length = int.from_bytes(self._read(2 if length == 126 else 8), "big")
            whole += self._read(length)
            if first & 0x80:
                return whole

    def _read(self, length: int) -> bytes:
        data = b""
        while len(data) < length:
            data += self._socket.recv(length - len(data))
        return data

    def go(self, address: str) -> None:
        """Open an address, and wait until it is loaded."""
        self.call("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def run(self, script: str) -> Any:
        """The value of an expression in the page, as a string, number, truth or nothing."""
        target = {"context": self._tab}
        answer = self.call("script.evaluate", expression=script, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def wait(self, script: str) -> Any:
        """The value of an expression as soon as it is true."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if value := self.run(script):
                return value
            time.sleep(0.05)
        raise TimeoutError(script)

    def keys(self, *typed: str) -> None:
        """Press keys, each by its name or its letter; a longer text is typed."""
        strokes = [key for each in typed for key in ([_KEYS[each]] if each in _KEYS else each)]
        self._press((kind, key) for key in strokes for kind in ("keyDown", "keyUp"))

    def shift_tab(self) -> None:
        """Go back by one stop."""
        shift, tab = "\ue008", _KEYS["Tab"]
        self._press([("keyDown", shift), ("keyDown", tab), ("keyUp", tab), ("keyUp", shift)])

    def _press(self, moves: Iterable[tuple[str, str]]) -> None:
        actions = [{"type": kind, "value": key} for kind, key in moves]
        self.call(
            "input.performActions", context=self._tab, actions=[{"type": "key", "id": "keys", "actions": actions}]
        )

    def pdf(self) -> bytes:
        """The page as it prints on A4."""
        page = {"width": 21.0, "height": 29.7}
        return base64.b64decode(self.call("browsingContext.print", context=self._tab, page=page)["data"])

    def resize(self, width: int, height: int) -> None:
        """Give the page another size."""
        self.call("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})

    def close(self) -> None:
        """End this Firefox and no other."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._log.close()
