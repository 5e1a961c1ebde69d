"""The staff's face: the clerk's panel, the tablet that faces the visitor, and the manager's page."""
