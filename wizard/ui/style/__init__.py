"""How everything looks: tokens, themes, icons, and what marks a severity."""
