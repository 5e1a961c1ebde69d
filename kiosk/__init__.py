"""The visitor's face: the touchscreen in the hall, the visitor's own ticket on the phone, and business guides."""
