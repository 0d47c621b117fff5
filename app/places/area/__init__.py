"""A programme's own area from public map files: streets that cross, house numbers, parks, stations, neighborhoods."""
