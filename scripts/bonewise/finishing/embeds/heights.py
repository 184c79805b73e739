"""How high an embed will be at four widths."""
from pathlib import Path
class Ruler:
    def __init__(self, font: Path) -> None: ...
    def heights(self, html: str) -> tuple[int, ...]:
        return (6000, 4500, 3500, 3000)
