"""One static folder of what must be there when this machine is not: fallback documents, a page, a card, privacy and terms."""
