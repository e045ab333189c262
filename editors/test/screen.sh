# Sourced by run.sh: an editor that is typed into and looked at, as a person would, in a terminal (tmux) unless run.sh
# replaces `start`, `write`, `press`, `screen` and `stop`. `editor` is its command; `leave` ends it, when being killed is not
# enough. Nothing waits for a fixed time: it is looked again until there is what should be, for at most PATIENCE seconds.
PATIENCE=20
passed=0 failed=0
terminal=()

start() {
  terminal=(tmux -u -L "planls-$$-$((passed + failed))")   # a server of its own: the last one may still be ending
  "${terminal[@]}" -f /dev/null new-session -d -x 120 -y 40 -s editor "$editor '$1'" \; set -s escape-time 0
}
write() { "${terminal[@]}" send-keys -t editor -l "$1"; }
press() { "${terminal[@]}" send-keys -t editor "$1"; }
screen() { "${terminal[@]}" capture-pane -p -t editor; }
stop() { "${terminal[@]}" kill-server 2>/dev/null || true; }
leave() { :; }

# try NAME FILE STEP…: opens FILE in a fresh editor and takes the steps, pairs of a word and a text:
#   type TEXT   types it      press KEY   one key, in the names of tmux (xdotool in a window)
#   see TEXT    waits until the screen shows it      gone TEXT   waits until it does not
#   saved TEXT  waits until the file holds it
try() {
  local name=$1 file=$2; shift 2
  start "$file"
  if steps "$@"; then
    passed=$((passed + 1)); printf 'ok %s\n' "$name"
  else
    failed=$((failed + 1)); printf 'not ok %s: at %s; the screen:\n' "$name" "$stopped"
    screen | sed 's/^/  /'
  fi
  close
}

# steps STEP…: takes them; at the first that does not come about, says in `stopped` which.
steps() {
  while [ $# -gt 0 ]; do
    stopped="$1 \`$2\`"
    case $1 in
      type) write "$2" ;;
      press) press "$2" ;;
      see) look screen "$2" ;;
      gone) look screen "$2" not ;;
      saved) look "cat $file" "$2" ;;
      *) die "no step $1" ;;
    esac || return
    shift 2
  done
}

# look COMMAND TEXT [not]: waits until what the command prints holds the text, or does not.
look() {
  local end=$((SECONDS + PATIENCE))
  while [ "$SECONDS" -le "$end" ]; do
    if $1 2>/dev/null | grep -qF -- "$2"; then [ "${3:-}" = not ] || return 0; else [ "${3:-}" != not ] || return 0; fi
    sleep 0.1
  done
  return 1
}

close() {
  [ -n "${editor:-}" ] || return 0
  leave 2>/dev/null || true
  stop
}

# finish: the totals; exit code 1 when a case failed.
finish() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" = 0 ]
}
