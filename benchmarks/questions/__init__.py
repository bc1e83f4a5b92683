"""How well the articles that answer a question already are found."""
