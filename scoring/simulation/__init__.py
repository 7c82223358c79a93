"""An invented nation."""
