"""Questions: their pages, cards, editors, judgements and evidence."""
