#!/usr/bin/env bash
# run.sh: `planls mcp` with the official Python SDK as its client. PLANLS: the binary (target/debug/planls). The cases:
# client.py. The SDK is got once, into target/mcp.
source "$(dirname "$0")/../../editors/test/setup.sh"
cache=$root/target/mcp
version=2.3.0

python=$cache/$version/bin/python
if [ ! -e "$cache/$version/ready" ]; then
  need python3 python3
  mkdir -p "$cache"
  python3 -m venv --clear "$cache/$version" >/dev/null 2>&1 || {
    install_package python3-venv && python3 -m venv --clear "$cache/$version" >&2
  } || die "python3 cannot make a virtual environment: install it (on Debian: apt-get install python3-venv)"
  "$python" -m pip install -q --disable-pip-version-check "mcp==$version" >&2
  touch "$cache/$version/ready"
fi
rm -rf "$cache/folder" && mkdir -p "$cache/folder"
exec "$python" "$here/client.py" "$(server)" "$cache/folder"
