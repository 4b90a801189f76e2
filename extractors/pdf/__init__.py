"""Pages of a PDF through pdfium: words, ruling lines, and what of it nobody sees."""
