"""Dossiers over time: hand-over packages, submissions, appraisal, decisions, audit."""
