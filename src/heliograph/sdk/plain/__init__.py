"""Packs that are nothing but data: a folder of TOML and YAML that anybody can write.

`pack.toml` says what it is, `subjects.yaml` for whom it speaks, `texts.yaml` how it words things,
`facts.yaml` what it knows (with sources), `rules.yaml` what it never says, `templates/` how its
pictures look. No code of such a folder is ever run.
"""

from heliograph.sdk.plain.loading import PackBroken, PackFault, faults_of
from heliograph.sdk.plain.pack import PlainPack

__all__ = ["PackBroken", "PackFault", "PlainPack", "faults_of"]
