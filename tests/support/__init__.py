"""What several tests build with: samples, files, registers, servers."""
