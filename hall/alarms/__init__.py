"""Alarms (告警): what of the floor somebody should see to, since when, and who has taken note of it."""
