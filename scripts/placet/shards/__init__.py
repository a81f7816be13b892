"""Checks a cabinet part by part: several parts at once, and only what has changed since the last time.

What is kept between runs can save work and never change an answer: it is asked for by the ids of everything that went
into it, and thrown away when it is not exactly what was written.
"""
