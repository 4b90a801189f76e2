"""Reading: from the bytes of a PDF to letters, rows, cells and claims."""
