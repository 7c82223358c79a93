"""What may be published of many communes."""
