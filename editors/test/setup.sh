# Sourced by every editors/*/test/{provision,run}.sh: where things are, and how a missing program is got.
# Sets `root`, `here` (the calling script's folder) and `cache` (what provisioning made, under target/).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
cache=$root/target/editors/$(basename "$(dirname "$here")")

die() { printf '%s\n' "$*" >&2; exit 1; }

# need COMMAND PACKAGE: installs the Debian package unless the command is there.
need() {
  command -v "$1" >/dev/null || install_package "$2" && command -v "$1" >/dev/null ||
    die "\`$1\` is needed for the tests of this editor: install it (on Debian: apt-get install $2)"
}

install_package() {
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  command -v apt-get >/dev/null || return 1
  "${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update >&2 &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
      install --no-install-recommends "$@" >/dev/null
}

# server: the absolute path of the planls under test, $PLANLS or the debug build.
server() {
  local planls=${PLANLS:-$root/target/debug/planls}
  [ -x "$planls" ] || die "no server at $planls: run \`cargo build\`, or set PLANLS"
  printf '%s\n' "$planls"
}

# workspace: a fresh copy of the examples; prints its path.
workspace() {
  local dir=$cache/workspace
  mkdir -p "$cache" && rm -rf "$dir" && cp -R "$root/examples" "$dir"
  printf '%s\n' "$dir"
}
