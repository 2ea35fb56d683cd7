#!/bin/sh
# yaml (npm) 2.9.1, writing YAML 1.1, leaves `<<` and `=` unquoted where its own and other readers give them a meaning.
#
# In YAML 1.1 a plain `<<` is the merge key and a plain `=` the default value (yaml.org/type/merge, yaml.org/type/value).
# `stringify(…, { version: '1.1' })` quotes others that 1.1 would read otherwise (`y`, `on`, `012`, `1:30`, `~`),
# but not these two. What follows, on an object that is plain JSON:
#
#   1. The round trip of the library itself changes the data, without an error or a warning: a map below the key `<<` is
#      spread into the map above it.
#   2. With a text below `<<` it cannot read what it has written.
#   3. PyYAML 6.0.3, which reads YAML 1.1 (as cloud-init and Ansible do), refuses texts that are `=` or `<<`.
#
# Output seen:
#   merged: {"admin":true,"name":"x"} from "<<:\n  admin: true\nname: x\n"
#   own reader: Merge sources must be maps or map aliases
#   PyYAML on 'k: =\n': could not determine a constructor for the tag 'tag:yaml.org,2002:value'
#   PyYAML on 'k: <<\n': could not determine a constructor for the tag 'tag:yaml.org,2002:merge'
#
# Needs node, npm and python3 with venv. Exits with 1 when the behaviour is another one.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund yaml@2.9.1
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pyyaml==6.0.3

cat > write.cjs <<'JS'
const { parse, stringify } = require('yaml');
const options = { version: '1.1' };
const fails = act => {
  try {
    act();
    return 'no error';
  } catch (error) {
    return error.message.split('\n')[0].replace(/ at line .*/, '');
  }
};
const text = stringify({ '<<': { admin: true }, name: 'x' }, options);
console.log(`merged: ${JSON.stringify(parse(text, options))} from ${JSON.stringify(text)}`);
console.log(`own reader: ${fails(() => parse(stringify({ '<<': 'x' }, options), options))}`);
JS

cat > read.py <<'PY'
import subprocess
import yaml

for value in ('=', '<<'):
    script = "process.stdout.write(require('yaml').stringify({k: process.argv[1]}, {version: '1.1'}))"
    text = subprocess.run(['node', '-e', script, value], capture_output=True, text=True, check=True).stdout
    try:
        words = f'no error: {yaml.safe_load(text)}'
    except yaml.YAMLError as error:
        words = error.problem
    print(f'PyYAML on {text!r}: {words}')
PY

{ node write.cjs; python/bin/python read.py; } > seen.txt
cat seen.txt
cat > expected.txt <<'TXT'
merged: {"admin":true,"name":"x"} from "<<:\n  admin: true\nname: x\n"
own reader: Merge sources must be maps or map aliases
PyYAML on 'k: =\n': could not determine a constructor for the tag 'tag:yaml.org,2002:value'
PyYAML on 'k: <<\n': could not determine a constructor for the tag 'tag:yaml.org,2002:merge'
TXT
if cmp -s seen.txt expected.txt; then
  echo 'as described'
else
  echo 'not as described any more' >&2
  exit 1
fi
