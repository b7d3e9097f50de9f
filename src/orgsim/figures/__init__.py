"""Figures: tables and organisations drawn; nothing is computed here that a table could hold."""
