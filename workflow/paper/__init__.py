"""The official paper: text into blocks, blocks into the printed sheet."""
