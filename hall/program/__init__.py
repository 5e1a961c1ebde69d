"""The program: what each word of the command line starts. Knows all of the hall, and nothing of the faces."""
