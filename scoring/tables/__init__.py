"""CSV, XLSX and Parquet as raw rows, and one cell read."""
