#!/bin/sh
# knex 3.3.0 (and 3.1.0): `groupBy(raw, 'b')` groups by the raw part only. The columns that follow it are dropped without a word.
#
# `groupBy` takes several columns, and a raw part among them: behind a column it is kept (`groupBy('b', raw)`). When the
# raw part comes first, the whole call is taken as `groupByRaw(sql, bindings)`, and the second argument as bindings of a
# statement that has no placeholder. SQLite runs what comes out, since it lets one select a column that is not grouped
# by: the counts are those of other groups. PostgreSQL refuses it ("must appear in the GROUP BY clause").
#
# Output seen:
#   raw first:   select `b`, count(*) as `n` from `t` group by lower(a)
#   raw behind:  select `b`, count(*) as `n` from `t` group by `b`, lower(a)
#   rows of SQLite, raw first:  [(3,)]
#   rows of SQLite, raw behind: [(1,), (2,)]
#
# Needs node, npm and python3. Exits with 1 when the behaviour is another one.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund knex@3.3.0

cat > write.cjs <<'JS'
const knex = require('knex')({ client: 'sqlite3', useNullAsDefault: true });
const raw = () => knex.raw('lower(a)');
const rows = () => knex('t').select('b').count({ n: '*' });
console.log(`raw first:   ${rows().groupBy(raw(), 'b')}`);
console.log(`raw behind:  ${rows().groupBy('b', raw())}`);
JS
node write.cjs > statements.txt

cat > run.py <<'PY'
import sqlite3

database = sqlite3.connect(':memory:')
database.execute('create table t (a text, b text)')
database.executemany('insert into t values (?, ?)', [('X', 'one'), ('x', 'two'), ('X', 'two')])
for line in open('statements.txt'):
    name, statement = line.split(':', 1)
    found = sorted(row[1:] for row in database.execute(statement))
    print(f'rows of SQLite, {name}:'.ljust(27), found)
PY

{ cat statements.txt; python3 run.py; } > seen.txt
cat seen.txt

cat > expected.txt <<'TXT'
raw first:   select `b`, count(*) as `n` from `t` group by lower(a)
raw behind:  select `b`, count(*) as `n` from `t` group by `b`, lower(a)
rows of SQLite, raw first:  [(3,)]
rows of SQLite, raw behind: [(1,), (2,)]
TXT
if cmp -s seen.txt expected.txt; then
  echo 'as described'
else
  echo 'not as described any more' >&2
  exit 1
fi
