"""Files that prove a figure: found, matched, judged, named."""
