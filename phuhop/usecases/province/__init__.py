"""What a province asks for: results, ranks, targets, publication, reports."""
