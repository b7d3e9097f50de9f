"""What came of simulations, and what is declared, as tables for terminal, pages and documents."""
