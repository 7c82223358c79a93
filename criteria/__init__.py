"""The law and the office's rules as data: one folder a subject, nothing is computed here.

The folders stand at the same place in a checkout and in an installed wheel.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
DECISIONS = FOLDER / "decisions"  # one YAML file a decision, its cases beside it, the JSON schema
UNITS = FOLDER / "units"  # dated registers of communes
PLANS = FOLDER / "plans"  # targets, the assessment cycle
DUTIES = FOLDER / "duties"  # what is owed every year: outlines, forms, the calendar
INDICES = FOLDER / "indices"  # indices of several levels, e.g. of children's rights
CROSSWALKS = FOLDER / "crosswalks"  # which figures prove which item of another set of criteria
PRACTICE = FOLDER / "practice"  # exercises over an invented commune
PROCEDURE = FOLDER / "procedure"  # workflow, due dates, evidence, reasons of an appraisal
PUBLICATION = FOLDER / "publication"  # what may be published
DOCUMENTS = FOLDER / "documents"  # sets of papers
FORM = FOLDER / "form"  # the form a paper must have
