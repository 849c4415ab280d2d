"""What every screen is made of: buttons, rows, panels, dialogs, and the desk they work at."""
