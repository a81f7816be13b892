"""Tests of Placet."""
