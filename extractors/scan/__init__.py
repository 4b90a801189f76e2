"""Pages without usable text: from an image to the same words and lines that a text page gives."""
