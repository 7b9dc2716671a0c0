"""Plain text into a paper: `parse_text` for a whole document, `parse_section` for what a person types in one field."""

from workflow.paper.parse.section import blocks_to_text, parse_section
from workflow.paper.parse.text import parse_text

__all__ = ["blocks_to_text", "parse_section", "parse_text"]
