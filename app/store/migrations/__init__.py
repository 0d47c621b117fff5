"""The steps from one version of the tables to the next, run in order at start. A step is never changed once released."""
