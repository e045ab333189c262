#!/usr/bin/env bash
# run.sh: the plug-in and the server in a real Neovim. PLANLS: the server (target/debug/planls). The cases: cases.lua.
source "$(dirname "$0")/../../test/setup.sh"
nvim=$("$here/provision.sh")
workspace=$(workspace)
planls=$(server)
export XDG_CONFIG_HOME=$cache/home XDG_DATA_HOME=$cache/home XDG_STATE_HOME=$cache/home XDG_CACHE_HOME=$cache/home NVIM_LOG_FILE=$cache/nvim.log
"$nvim" --version | head -1
"$nvim" --clean -n --headless -c "helptags $root/editors/neovim/doc" -c quit
rumdl=$cache/python/bin/rumdl
exec "$nvim" --clean -n -l "$here/main.lua" "$root/editors/neovim" "$planls" "$workspace" "$rumdl"
