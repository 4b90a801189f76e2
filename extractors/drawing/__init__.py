"""What the reader saw, drawn on the pages, for a person who asks why a letter was read so."""
