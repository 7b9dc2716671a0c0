"""What may come in from outside, looked at before anybody parses it: size, name, real type, and what is inside.

    taken = examine_apart("ke-hoach.docx", data, (FileKind.DOCX, FileKind.PDF))   # workflow.jobs.reading

`examine_apart` runs `examine` in a child process (`workflow.sandbox`), from a web process or a job. `examine` refuses
with FileRefused, in a Vietnamese sentence that names the reason, whatever is not wholly what it claims to be: archives
by their directory before anything is unpacked, documents with macros, foreign links, entities or other files inside,
PDFs that are locked or would run something, pictures by their header before a pixel is decoded. What it accepts is
still written by a stranger and is parsed apart."""

from workflow.paper.intake.examine import EVERY_KIND, examine
from workflow.paper.intake.kinds import FileKind, IntakeLimits, Taken

__all__ = ["EVERY_KIND", "FileKind", "IntakeLimits", "Taken", "examine"]
