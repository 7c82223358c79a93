"""Any table as CSV, XLSX or Parquet."""
