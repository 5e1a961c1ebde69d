"""The waiting area's face: walls, the small screens over the counters, the directory, and the sound of them."""
