"""Assistance (协助): a visitor at the kiosk calls the guide desk with one touch; somebody comes."""
