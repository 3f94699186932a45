"""One command a file; the only code that may import everything."""
