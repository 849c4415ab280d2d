"""Looking at a checklist before it is installed, and while it is written."""
