"""Say in words what `heliograph try` has made; `make demo`."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(file: Path) -> int:
    """Print the text, where the picture is and what became of the posts."""
    trip = json.loads(file.read_text("utf-8"))
    content = trip["content"]
    print(content["text"])
    print(" ".join(content["hashtags"]))
    print(f"\nPicture: {content['image']}")
    print(f"Quality: {content['quality']['score']:.2f} of 1")
    for post in trip["posts"]:
        where = post["url"] or "no address"
        print(f"{post['platform']}: {post['status']} after {post['attempts']} attempt(s), {where}")
    print(f"Everything as JSON: {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
