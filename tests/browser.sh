#!/bin/sh
# Makes sure that the browser tests have a Chromium and a font for Chinese, installing Debian's where they are missing.
set -eu

if command -v chromium >/dev/null 2>&1 && fc-list :lang=zh-cn 2>/dev/null | grep -q .; then
    exit 0
fi

sudo=
if [ "$(id -u)" -ne 0 ]; then
    sudo=$(command -v sudo || true)
fi
if ! command -v apt-get >/dev/null 2>&1 || { [ "$(id -u)" -ne 0 ] && [ -z "$sudo" ]; }; then
    echo "The browser tests need Chromium and a font for Chinese, and they cannot be installed from here." >&2
    echo "As root on Debian: apt-get install chromium fonts-noto-cjk fontconfig" >&2
    exit 1
fi

echo "Installing Chromium and a font for Chinese for the browser tests ..."
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null
command -v chromium >/dev/null
