"""Planning: which programmes, how strong, when and for how long, under budgets of hours and money."""
