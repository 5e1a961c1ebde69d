"""What the command line does beside serving: no server, no socket."""
