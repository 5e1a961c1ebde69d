"""Patrol (巡检) and faults: what is looked at each day and month, and which devices were out of order, until when."""
