"""The newest anchor of each organisation, kept outside the database: an old copy of it put back does not have them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from workflow.domain.anchors import AnchorName


class AnchorShelf:
    """A small file for each organisation, in a folder that is made when it is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, made: Iterable[AnchorName]) -> None:
        """Put each in the place of the organisation's older one; a file is always whole."""
        for name in made:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self._folder, prefix=".", encoding="ascii", delete=False) as draft:
                draft.write(str(name))
            Path(draft.name).replace(self._folder / str(name.organisation_id))

    def all(self) -> Iterator[AnchorName]:
        """What is kept, by organisation."""
        if not self._folder.is_dir():
            return
        for file in sorted(
            (one for one in self._folder.iterdir() if one.name.isdecimal()), key=lambda one: int(one.name)
        ):
            if name := AnchorName.parse(file.read_text(encoding="ascii")):
                yield name

    def lay_aside(self, mark: str) -> Path | None:
        """Begin anew, once a person has decided that the database's word counts; where the old ones now are."""
        if not self._folder.is_dir():
            return None
        return self._folder.rename(self._folder.with_name(f"{self._folder.name}-{mark}"))
