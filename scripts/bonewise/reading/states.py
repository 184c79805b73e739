"""What a file holds, as a short text that differs where the content does."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path


def state(path: Path | str) -> str:
    """The state of a file's content, whatever its time and size say; '' where there is none, a word for a folder."""
    try:
        return state_of(Path(path).read_bytes())
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        return type(error).__name__


def state_of(data: bytes) -> str:
    """The same for content that was read already."""
    return blake2b(data, digest_size=12).hexdigest()
