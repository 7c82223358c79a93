"""The dossier of one commune: its model, its words, its renderer."""
