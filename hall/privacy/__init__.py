"""What is kept of people: how much of it until when, found again on request and deleted, with proof."""
