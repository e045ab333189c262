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

# unpack SUITE DIR PACKAGE…: packages of another release of Debian with all they need, in DIR beside the host, which is not
# touched. What is in them is started through their own loader: `loader DIR` prints that part of the command.
unpack() {
  local suite=$1 dir=$2 apt=$2/apt codename uri package; shift 2
  command -v apt-get >/dev/null || die "$* are unpacked from Debian's packages, which needs apt-get"
  rm -rf "$dir" && mkdir -p "$apt"/{lists/partial,archives/partial}
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  archive() { apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' "Codename: $codename" | head -1; }
  uri=$(archive)
  [ -n "$uri" ] || { install_package && uri=$(archive) && [ -n "$uri" ]; } || die "apt names no Debian archive: run \`apt-get update\`"
  : > "$apt/status"
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
    "$uri" "$suite" > "$apt/suite.sources"
  local options=(-o Dir::Etc::sourcelist="$apt/suite.sources" -o Dir::Etc::sourceparts=- -o Dir::State::Lists="$apt/lists"
    -o Dir::State::status="$apt/status" -o Dir::Cache::archives="$apt/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
    -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=1)
  apt-get "${options[@]}" -qq update >&2
  apt-get "${options[@]}" -qq -y --no-install-recommends --download-only install "$@" >/dev/null
  for package in "$apt"/archives/*.deb; do dpkg-deb -x "$package" "$dir"; done
  rm -rf "$apt"
}

loader() {
  local loader
  loader=$(find "$1/usr/lib" -name 'ld-linux*.so.*' | head -1)
  printf '%s --library-path %s\n' "$loader" "${loader%/*}"
}

# server: the absolute path of the planls under test, $PLANLS or the debug build.
server() {
  local planls=${PLANLS:-$root/target/debug/planls}
  [ -x "$planls" ] || die "no server at $planls: run \`cargo build\`, or set PLANLS"
  printf '%s\n' "$planls"
}

# at_home: a home of the tests' own, $cache/home, and the server under test as `planls` on the PATH.
at_home() {
  local planls
  planls=$(server)
  mkdir -p "$cache/home" "$cache/bin"
  ln -sfn "$planls" "$cache/bin/planls"
  export HOME=$cache/home XDG_CONFIG_HOME=$cache/home XDG_CACHE_HOME=$cache/home XDG_DATA_HOME=$cache/home LC_ALL=C.UTF-8
  export PATH=$cache/bin:$PATH
}

# snippets HEADING LANGUAGE: what editors/README.md tells users to write, in the fences of that language under the heading.
snippets() {
  awk -v heading="## $1" -v language="$2" '
    /^## / { here = $0 == heading }
    /^```/ { inside = 0 }
    inside
    here && $0 == "```" language { inside = found = 1 }
    END { exit !found }' "$root/editors/README.md" || die "no \`$2\` under \`$1\` in editors/README.md"
}

# workspace: a fresh copy of the examples; prints its path.
workspace() {
  local dir=$cache/workspace
  mkdir -p "$cache" && rm -rf "$dir" && cp -R "$root/examples" "$dir"
  printf '%s\n' "$dir"
}
