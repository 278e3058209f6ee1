"""What a check is, which words it uses, and the catalogue of all of them."""
