"""Texts and files into a paper: `parse_file` for whole documents by their content, `parse_text` for pasted text,
`parse_section` for what a person types in one field."""

from workflow.paper.parse.files import parse_docx, parse_file, parse_pdf
from workflow.paper.parse.section import blocks_to_text, parse_section
from workflow.paper.parse.text import parse_text

__all__ = ["blocks_to_text", "parse_docx", "parse_file", "parse_pdf", "parse_section", "parse_text"]
