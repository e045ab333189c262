#!/usr/bin/env bash
# provision.sh: gets the Emacs that the tests run, with markdown-mode and lsp-mode, and prints its path. Done once;
# PLANLS_EMACS=PATH uses another one, with what is installed in it.
# Debian 12's Emacs is older than the first with Eglot in it: Debian 13's is unpacked beside the host.
source "$(dirname "$0")/../../test/setup.sh"
suite=trixie version=30.1

[ -z "${PLANLS_EMACS:-}" ] || { command -v "$PLANLS_EMACS" && exit || die "PLANLS_EMACS=$PLANLS_EMACS cannot be run"; }
emacs=$cache/$version/emacs
if [ ! -e "$cache/$version/ready" ]; then
  dir=$cache/$version/root
  unpack "$suite" "$dir" emacs-nox elpa-markdown-mode elpa-lsp-mode
  ln -s elpa-src "$dir/usr/share/emacs/site-lisp/elpa"
  pdmp=$(find "$dir/usr/libexec/emacs" -name '*.pdmp')
  cat > "$emacs" <<E
#!/bin/sh
share=$dir/usr/share/emacs
export EMACSLOADPATH=\$share/site-lisp:\$share/$version/lisp EMACSDATA=\$share/$version/etc EMACSPATH=$(dirname "$pdmp")
exec $(loader "$dir") $dir/usr/bin/emacs-nox --dump-file=$pdmp "\$@"
E
  chmod +x "$emacs"
  case $("$emacs" --version) in *" $version"*) ;; *) die "$suite no longer has Emacs $version: $("$emacs" --version)" ;; esac
  touch "$cache/$version/ready"
fi
printf '%s\n' "$emacs"
