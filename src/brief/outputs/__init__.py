"""Library and findings to artefacts and bytes. One module an output; the core of what readers see."""
