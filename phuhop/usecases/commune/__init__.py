"""What a commune asks for: forms, dossiers, packages."""
