"""Files to and from the catalogue: what an import would change, writing it, and exports."""
