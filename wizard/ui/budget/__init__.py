"""The budget workbench: the table, its figures explained, and what would change them."""
