#!/usr/bin/env bash
# provision.sh: gets the Helix that the tests run, and prints its path. Done once; PLANLS_HX=PATH uses another one.
# Helix is in no package registry, and Debian 12 has none: Debian 13's package is unpacked beside the host, which is
# not touched, and started through its own loader. Without grammars: only colours need them.
source "$(dirname "$0")/../../test/setup.sh"
suite=trixie version=25.01.1

[ -z "${PLANLS_HX:-}" ] || { command -v "$PLANLS_HX" && exit || die "PLANLS_HX=$PLANLS_HX cannot be run"; }
hx=$cache/$version/hx
if [ ! -e "$cache/$version/ready" ]; then
  dir=$cache/$version
  unpack "$suite" "$dir/root" hx
  cat > "$hx" <<X
#!/bin/sh
export HELIX_RUNTIME=$dir/root/usr/lib/hx/runtime
exec $(loader "$dir/root") $dir/root/usr/lib/hx/hx "\$@"
X
  chmod +x "$hx"
  case $("$hx" --version) in *"$version"*) ;; *) die "$suite no longer has Helix $version: $("$hx" --version)" ;; esac
  touch "$cache/$version/ready"
fi
printf '%s\n' "$hx"
