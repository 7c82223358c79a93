"""Long work beside the pages: ordered, watched, stopped, found again after a crash."""
