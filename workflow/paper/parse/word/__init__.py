"""Word files (.docx) into the lines that the text reader knows."""
