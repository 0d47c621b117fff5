"""Whether everything around the line is set up well: facts are gathered first, then judged, each finding with what to do."""
