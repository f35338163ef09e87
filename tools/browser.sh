#!/bin/sh
# Makes sure there is a Chromium for the browser tests; without one they are skipped, and this says so.
set -eu

has_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

install_browser() {
    if command -v apt-get >/dev/null 2>&1; then
        as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends chromium
    elif command -v dnf >/dev/null 2>&1; then
        as_root dnf install -y -q chromium
    elif command -v apk >/dev/null 2>&1; then
        as_root apk add --quiet chromium
    elif command -v pacman >/dev/null 2>&1; then
        as_root pacman -S --noconfirm --quiet chromium
    else
        return 1
    fi
}

if ! has_browser && may_install; then
    echo "Installing Chromium for the browser tests"
    install_browser >/dev/null 2>&1 || true
fi
if ! has_browser; then
    echo "There is no Chromium here and it could not be installed: the browser tests are skipped. Install the package chromium to run them."
fi
