import type { MaasContext } from '../MaasContext';
import type { NodeRow, ResultRow } from '../rows';
import { scriptStatus, scriptStatusNames } from '../status';

const typeNames = ['Commissioning', 'Installation', 'Testing'];

/** `Sun, 22 Nov 2026 15:48:47 -0000` */
function resultTime(time: number | null): string | null {
  return time === null
    ? null
    : new Date(time).toUTCString().replace('GMT', '-0000');
}

/** `0:01:23` */
function runtime(row: ResultRow): string {
  if (row.endedAt === null) {
    return '';
  }
  const seconds = Math.round((row.endedAt - row.startedAt) / 1000);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${pad(
    Math.floor(seconds / 60) % 60,
  )}:${pad(seconds % 60)}`;
}

function outputOf(row: ResultRow, node: NodeRow): string {
  return row.status === scriptStatus.failed
    ? `${node.hostname}: the script ended with an error\n`
    : `${node.hostname}: done\n`;
}

/** An entry of `nodes/ID/results/`; output is base64 and only on demand. */
export function resultView(
  row: ResultRow,
  node: NodeRow,
  includeOutput: boolean,
  { release }: Pick<MaasContext, 'release'>,
) {
  const output = Buffer.from(outputOf(row, node)).toString('base64');
  const failed = row.status === scriptStatus.failed;
  return {
    ended: resultTime(row.endedAt),
    id: Number(row.id),
    last_ping: resultTime(row.endedAt ?? row.startedAt),
    results: row.scripts.map((name, i) => {
      // Of a failed run the last script is the one that failed.
      const last = i === row.scripts.length - 1;
      const status =
        failed && !last ? (scriptStatus.passed as number) : row.status;
      return {
        created: resultTime(row.startedAt),
        ended: resultTime(row.endedAt),
        endtime: row.endedAt === null ? null : row.endedAt / 1000,
        estimated_runtime: runtime(row),
        exit_status: row.endedAt === null ? null : Number(failed && last),
        id: Number(row.id) * 100 + i,
        ...(release.modern && {
          resource_uri: `/MAAS/api/2.0/nodes/${node.id}/results/${row.id}/`,
        }),
        name,
        parameters: {},
        runtime: runtime(row),
        script_id: null,
        script_revision_id: null,
        started: resultTime(row.startedAt),
        starttime: row.startedAt / 1000,
        status,
        status_name: scriptStatusNames[status],
        suppressed: false,
        updated: resultTime(row.endedAt ?? row.startedAt),
        ...(includeOutput
          ? { output, stdout: output, stderr: '', result: '' }
          : {}),
      };
    }),
    runtime: runtime(row),
    started: resultTime(row.startedAt),
    status: row.status,
    status_name: scriptStatusNames[row.status],
    system_id: node.id,
    type: row.type,
    type_name: typeNames[row.type],
  };
}

export function wantedResults(
  node: NodeRow,
  query: URLSearchParams,
  context: MaasContext,
): ResultRow[] {
  const type = query.get('type')?.toLowerCase();
  return context.tables.results
    .by('node', node.id)
    .filter(
      row =>
        !type ||
        type === String(row.type) ||
        type === typeNames[row.type].toLowerCase(),
    );
}
