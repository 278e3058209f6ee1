"""The OpenID Provider suite: one file per part of the specifications."""
