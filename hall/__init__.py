"""The hall: what happens in it, and nothing of screens."""

VERSION = "0.2.0"
