"""A throw-away hall for newcomers: its setting, and the people in it."""
