"""Library and findings to artefacts and bytes: what readers see, one module an output."""
