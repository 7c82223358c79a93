"""What people do to a dossier, each as one event of the chain."""
