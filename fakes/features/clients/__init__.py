"""How clients prove themselves beyond a secret in a header."""
