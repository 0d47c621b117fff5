"""The register of facts: what each text rests on, until when that may be believed, and who signed it."""
