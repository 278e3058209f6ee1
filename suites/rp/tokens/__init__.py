"""What the token endpoint and UserInfo answer."""
