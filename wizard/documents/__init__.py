"""Documents: from blocks to files people read, print and sign."""
