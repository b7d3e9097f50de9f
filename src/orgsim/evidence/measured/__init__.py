"""How each fact and each group of facts is measured on people, as its study measured it."""
