#!/usr/bin/env bash
# provision.sh: gets the Kakoune and the kakoune-lsp that the test runs, and prints the latter's path. Done once; it is
# compiled, which takes minutes: `tests/run` does so only when it is told to.
source "$(dirname "$0")/../../test/setup.sh"
version=22.0.0

need kak kakoune
[ -x "$cache/lsp-$version/bin/kak-lsp" ] ||
  cargo install --quiet --locked --no-default-features --root "$cache/lsp-$version" "kak-lsp@$version" >&2
printf '%s\n' "$cache/lsp-$version/bin/kak-lsp"
