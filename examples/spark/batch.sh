#!/bin/sh
# Analyzes the web archives whose paths come on standard input, one a line, and prints one JSON line for each page: the
# command for Spark's `rdd.pipe`. `$SAYSO` is the program.
#
# A page that fails is a line of its own (exit code 1), which is no reason to do the whole partition again; anything else
# is: the program was killed, or its output cannot be written.
while IFS= read -r archive; do
  "$SAYSO" batch --input warc --jobs 1 "$archive" </dev/null
  code=$?
  if [ "$code" -gt 1 ]; then
    echo "batch.sh: $archive: exit code $code" >&2
    exit "$code"
  fi
done
