"""The text layer of a PDF into the lines that the text reader knows, by where the words stand on the pages."""
