"""The settings of a target: what an administrator tells whoever sets an application up."""
