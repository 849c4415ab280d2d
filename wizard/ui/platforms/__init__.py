"""The platforms side by side."""
