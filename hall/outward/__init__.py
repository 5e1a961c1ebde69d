"""What the hall says to computers elsewhere: never on the way of a press, and never for long."""
