"""Whether the program finds what a report contradicts, and keeps quiet where it is right."""
