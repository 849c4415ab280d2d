"""The agreements, clause by clause, with words of one's own."""
