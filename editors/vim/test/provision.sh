#!/usr/bin/env bash
# provision.sh: gets the Vim that the tests run, with ALE, and prints its path. Done once; PLANLS_VIM=PATH uses another one,
# with the ALE that it finds. Both are Debian 13's, unpacked beside the host.
source "$(dirname "$0")/../../test/setup.sh"
suite=trixie version=9.1

[ -z "${PLANLS_VIM:-}" ] || { command -v "$PLANLS_VIM" && exit || die "PLANLS_VIM=$PLANLS_VIM cannot be run"; }
vim=$cache/$version/vim
if [ ! -e "$cache/$version/ready" ]; then
  dir=$cache/$version/root
  unpack "$suite" "$dir" vim vim-ale
  cat > "$vim" <<V
#!/bin/sh
export VIM=$dir/usr/share/vim VIMRUNTIME=$dir/usr/share/vim/vim${version/./}
exec $(loader "$dir") $dir/usr/bin/vim.basic --cmd 'set runtimepath+=$dir/usr/share/vim-ale' "\$@"
V
  chmod +x "$vim"
  case $("$vim" --version) in *" $version "*) ;; *) die "$suite no longer has Vim $version: $("$vim" --version | head -1)" ;; esac
  touch "$cache/$version/ready"
fi
printf '%s\n' "$vim"
