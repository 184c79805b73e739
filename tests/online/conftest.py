"""No test of the online checker may reach beyond this machine, not even to ask for a name."""

from __future__ import annotations

import socket
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def guarded(host: Any, *rest: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        assert name in (None, "", "localhost", "127.0.0.1", "::1"), f"a test asked for {name}"
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", guarded)
