"""What a person is told: of the acts of others on their dossiers, here and by letter."""
