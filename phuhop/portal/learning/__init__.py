"""Guides for officers and exercises, inside the portal; the help of each page."""
