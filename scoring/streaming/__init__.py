"""The same intake over tables that are larger than memory."""
