"""Charts on screen, painted from the data the PDF draws."""
