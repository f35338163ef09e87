"""Background pictures from a diffusion model on this machine."""

from heliograph.extensions.providers.diffusion.provider import LocalDiffusion

Provider = LocalDiffusion

__all__ = ["LocalDiffusion", "Provider"]
