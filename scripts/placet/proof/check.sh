#!/bin/sh
# 用 ssh-keygen 和 sha256sum 复核本目录 / Checks this folder with ssh-keygen and sha256sum alone.
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")" || exit 2
failed=0

fault() {
  failed=1
  printf '不符 FAULT: %s\n' "$1"
}

sum() { sha256sum | cut -d' ' -f1; }

# A payload is canonical JSON with sorted keys: its beginning and end are fixed, and nothing inside a text can imitate them.
part() {
  sed -nE 's/^\{"act":"([^"]*)","at":"([^"]*)",("attested_by":"([^"]*)",)?"by":"([^"]*)","covers":\{"acts":([0-9]+),"document":"sha256:([0-9a-f]{64})","slip":"sha256:([0-9a-f]{64})"\}.*,"record":"([^"]*)".*,"v":1\}$/\'"$2"'/p' "$1"
}

sha256sum --check --strict --quiet SHA256SUMS || fault 'SHA256SUMS'
text=$(sum < document.md)
number=0
signed=0
current=0
record=
while IFS= read -r line; do
  number=$((number + 1))
  case $line in
    *'"sig":"'*) ;;
    *) printf '%s: 没有签名，不作证明 / unsigned, proves nothing\n' "$number"; continue ;;
  esac
  signed=$((signed + 1))
  payload=payload-$number.json
  sig=sig-$number.sig
  if [ ! -f "$payload" ] || [ ! -f "$sig" ]; then
    fault "$number: $payload $sig"
    continue
  fi
  act=$(part "$payload" 1)
  if [ -z "$act" ]; then
    fault "$number: $payload"
    continue
  fi
  signer=$(part "$payload" 4)
  [ -n "$signer" ] || signer=$(part "$payload" 5)
  when=$(part "$payload" 2 | tr -d ':T-' | cut -c1-14)
  body=$(sed '/^-----/d' "$sig" | tr -d '\n')
  case $line in
    *"\"sig\":\"$body\""*) ;;
    *) fault "$number: $sig, slip.jsonl" ;;
  esac
  [ "$(head -n "$(part "$payload" 6)" slip.jsonl | sum)" = "$(part "$payload" 8)" ] || fault "$number: slip.jsonl"
  [ "${record:-$(part "$payload" 9)}" = "$(part "$payload" 9)" ] || fault "$number: record"
  record=$(part "$payload" 9)
  if ! TZ=UTC ssh-keygen -Y verify -f allowed_signers -I "$signer" -n placet-act@v1 -s "$sig" -Overify-time="$when" < "$payload" > /dev/null 2>&1; then
    fault "$number: $signer $act $when"
    continue
  fi
  if [ "$(part "$payload" 7)" = "$text" ]; then
    current=$((current + 1))
    printf '%s: %s %s %s 成立 / holds\n' "$number" "$signer" "$act" "$when"
  else
    printf '%s: %s %s %s 所签是另一文本 / signed another text\n' "$number" "$signer" "$act" "$when"
  fi
done < slip.jsonl
[ "$(ls | grep -c '^payload-[0-9]*\.json$')" = "$signed" ] || fault 'payload'
[ "$current" -gt 0 ] || fault 'document.md'
grep -q "^id: *[\"']\{0,1\}$record" document.md || fault 'document.md: id'
for file in attachments/*; do
  [ -f "$file" ] || continue
  grep -qF "$(sum < "$file")" document.md payload-*.json || fault "$file"
done
if [ "$failed" = 0 ]; then
  printf '全部相符：%s 个签名签的正是这份正文 / all good: %s signatures are on this very text\n' "$current" "$current"
fi
exit "$failed"
