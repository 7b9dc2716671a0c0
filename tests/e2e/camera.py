"""Pictures of the walk for the README: taken where a folder for them is named, passed over everywhere else."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

WIDTH, HEIGHT = 1280, 1000
COLOURS = 256
_INTO_SIGHT = "one => { one.style.scrollMarginTop = '84px'; one.scrollIntoView({ behavior: 'instant' }); }"
_PAINTED_MS = 500


class Camera:
    """Takes pictures into a folder; without one it takes none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def take(self, page: Page, name: str, top: str = "body", height: int = HEIGHT) -> None:
        """What a desk shows of the page from the element on, below what always stays in sight, as `name`.png with few
        colours."""
        if self._folder is None:
            return
        page.set_viewport_size({"width": WIDTH, "height": height})
        page.locator(top).first.evaluate(_INTO_SIGHT)
        page.wait_for_timeout(_PAINTED_MS)
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(self._folder / f"{name}.png", optimize=True)
