"""What an appraisal finds, as text and as papers."""
