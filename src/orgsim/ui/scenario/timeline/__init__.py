"""What is done when: programmes and events of a scenario as bars over the weeks."""
