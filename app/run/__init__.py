"""What `make run` runs: Valkey, tables, web, worker and ticker, started together and ended together."""
