"""Rules over the whole folder of staff files: what is not read at all, the list of places, the map, what people ask about."""
