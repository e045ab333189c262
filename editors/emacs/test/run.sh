#!/usr/bin/env bash
# run.sh: what editors/README.md tells users of Emacs to write, and the server, in a real Emacs. PLANLS: the server.
# The cases: cases.el, with Eglot and with lsp-mode.
source "$(dirname "$0")/../../test/setup.sh"
emacs=$("$here/provision.sh")
workspace=$(workspace)
at_home
"$emacs" --version | head -1
cd "$workspace"

# client NAME CASES: adds to the totals what Emacs says with one client.
passed=0 failed=0
client() {
  local said totals
  snippets "Emacs ($1)" elisp > "$cache/$2"
  said=$("$emacs" --no-init-file --batch -l "$here/main.el" -l "$cache/$2" -l "$here/$2" -l "$here/cases.el" -f run-cases \
    2>"$cache/$2.log") || [ -n "$said" ] || die "Emacs stopped with $1: $(head -5 "$cache/$2.log")"
  totals=${said##*$'\n'}
  printf '%s:\n%s\n' "$1" "${said%$'\n'*}"
  case $totals in *' 0 failed') ;; *) tail -20 "$cache/$2.log" ;; esac
  passed=$((passed + ${totals% passed,*})) failed=$((failed + $(cut -d' ' -f3 <<< "$totals")))
}
client Eglot eglot.el
client lsp-mode lsp-mode.el
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
