"""Words once: dates, order, signs, notices, shares, file names."""
