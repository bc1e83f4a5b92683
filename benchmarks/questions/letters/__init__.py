"""Letters that two writers made up for each article, and the lines of `Asked:` that were made of them."""
