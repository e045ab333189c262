#!/usr/bin/env bash
# provision.sh: gets the Helix that the tests run, and prints its path. Done once; PLANLS_HX=PATH uses another one.
# Helix is in no package registry, and Debian 12 has none: Debian 13's package is unpacked beside the host, which is
# not touched, and started through its own loader. Without grammars: only colours need them.
source "$(dirname "$0")/../../test/setup.sh"
suite=trixie version=25.01.1

[ -z "${PLANLS_HX:-}" ] || { command -v "$PLANLS_HX" && exit || die "PLANLS_HX=$PLANLS_HX cannot be run"; }
hx=$cache/$version/hx
if [ ! -e "$cache/$version/ready" ]; then
  dir=$cache/$version apt=$cache/$version/apt
  rm -rf "$dir" && mkdir -p "$apt"/{lists/partial,archives/partial}
  command -v apt-get >/dev/null || die "Helix is unpacked from Debian's package, which needs apt-get; or set PLANLS_HX to a Helix of your own"
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  archive() { apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' "Codename: $codename" | head -1; }
  uri=$(archive)
  [ -n "$uri" ] || { install_package && uri=$(archive) && [ -n "$uri" ]; } || die "apt names no Debian archive: run \`apt-get update\`"
  : > "$apt/status"
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
    "$uri" "$suite" > "$apt/suite.sources"
  options=(-o Dir::Etc::sourcelist="$apt/suite.sources" -o Dir::Etc::sourceparts=- -o Dir::State::Lists="$apt/lists"
    -o Dir::State::status="$apt/status" -o Dir::Cache::archives="$apt/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
    -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=1)
  apt-get "${options[@]}" -qq update >&2
  apt-get "${options[@]}" -qq -y --no-install-recommends --download-only install hx >/dev/null
  for package in "$apt"/archives/*.deb; do dpkg-deb -x "$package" "$dir/root"; done
  rm -rf "$apt"
  loader=$(find "$dir/root/usr/lib" -name 'ld-linux*.so.*' | head -1)
  cat > "$hx" <<X
#!/bin/sh
export HELIX_RUNTIME=$dir/root/usr/lib/hx/runtime
exec $loader --library-path ${loader%/*} $dir/root/usr/lib/hx/hx "\$@"
X
  chmod +x "$hx"
  case $("$hx" --version) in *"$version"*) ;; *) die "$suite no longer has Helix $version: $("$hx" --version)" ;; esac
  touch "$cache/$version/ready"
fi
printf '%s\n' "$hx"
