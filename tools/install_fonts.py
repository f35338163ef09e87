"""Copy the chosen faces and their licences from `tools/fonts/node_modules` into the canvas.

Run after `npm ci --ignore-scripts` in `tools/fonts`. `make fonts` does both.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "tools/fonts/node_modules/@expo-google-fonts"
TARGET = ROOT / "src/heliograph/sdk/typesetting/fonts"
CHOSEN = {
    "cinzel": ("400Regular/Cinzel_400Regular.ttf", "500Medium/Cinzel_500Medium.ttf"),
    "eb-garamond": (
        "500Medium/EBGaramond_500Medium.ttf",
        "500Medium_Italic/EBGaramond_500Medium_Italic.ttf",
    ),
    "amiri": ("400Regular/Amiri_400Regular.ttf", "700Bold/Amiri_700Bold.ttf"),
    "noto-sans-symbols": ("400Regular/NotoSansSymbols_400Regular.ttf",),
    "amiri-quran": ("400Regular/AmiriQuran_400Regular.ttf",),
    "anton": ("400Regular/Anton_400Regular.ttf",),
    "cairo": ("600SemiBold/Cairo_600SemiBold.ttf", "800ExtraBold/Cairo_800ExtraBold.ttf"),
    "inter": ("500Medium/Inter_500Medium.ttf", "700Bold/Inter_700Bold.ttf"),
    "noto-emoji": ("500Medium/NotoEmoji_500Medium.ttf",),
    "reem-kufi": ("600SemiBold/ReemKufi_600SemiBold.ttf",),
}


def licence_of(package: Path) -> Path:
    """The licence text of the face itself, not of the package around it."""
    for name in ("LICENSE_FONT", "OFL.txt", "LICENSE"):
        if (package / name).is_file():
            return package / name
    raise FileNotFoundError(f"{package.name} came without a licence file.")


def copy(package_name: str, faces: tuple[str, ...]) -> list[str]:
    """Copy one family; returns the names of the files written."""
    package = PACKAGES / package_name
    for face in faces:
        shutil.copyfile(package / face, TARGET / Path(face).name)
    licence = TARGET / f"{package_name}.LICENSE.txt"
    shutil.copyfile(licence_of(package), licence)
    return [Path(face).name for face in faces] + [licence.name]


def main() -> int:
    """Copy every chosen family and say what was done."""
    if not PACKAGES.is_dir():
        print("No fonts to copy: run `npm ci --ignore-scripts` in tools/fonts first.")
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    written = [name for package, faces in CHOSEN.items() for name in copy(package, faces)]
    size = sum((TARGET / name).stat().st_size for name in written)
    print(f"Copied {len(written)} files ({size / 1e6:.1f} MB) to {TARGET.relative_to(ROOT)}:")
    print("\n".join(f"  {name}" for name in written))
    return 0


if __name__ == "__main__":
    sys.exit(main())
