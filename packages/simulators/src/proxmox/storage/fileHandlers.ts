import { need, text, type ApiCall, type Handlers } from '../api/types';
import type { ClusterContext } from '../ClusterContext';
import { failure, invalid } from '../errors';
import type { Work } from '../tasks/TaskEngine';
import { storageOf } from './storageHandlers';
import { VolumeStore } from './VolumeStore';

/** Extensions that an upload of a kind may have. */
const SUFFIXES: Record<string, RegExp> = {
  iso: /\.(iso|img)$/i,
  vztmpl: /\.tar\.(gz|xz|zst|bz2)$/,
  import: /\.(ova|ovf|qcow2|raw|vmdk)$/,
};

interface FileInput {
  storage: string;
  node: string;
  content: 'iso' | 'vztmpl' | 'import';
  filename: string;
  size: number;
}

function bringFile(
  call: ApiCall,
  type: string,
  size: number,
  filename: string,
  takesMs: number,
) {
  const storage = storageOf(call);
  const content = need(call, 'content') as FileInput['content'];
  if (!storage.content.includes(content)) {
    throw failure(
      `storage '${storage.id}' is not configured for content-type '${content}'`,
    );
  }
  if (!SUFFIXES[content]?.test(filename)) {
    throw invalid({ filename: 'wrong file extension' });
  }
  const input: FileInput = {
    storage: storage.id,
    node: need(call, 'node'),
    content,
    filename,
    size,
  };
  return call.ctx.tasks.start({
    node: input.node,
    type,
    subject: type === 'download' ? filename : '',
    principal: call.principal,
    takesMs,
    lines: [
      [
        0,
        type === 'download'
          ? `downloading ${need(call, 'url')}`
          : `starting file import`,
      ],
    ],
    label: filename,
    work: { name: 'bring-file', input },
  });
}

function formatOf(content: FileInput['content'], filename: string): string {
  const suffix = filename.split('.').pop() ?? '';
  return content === 'vztmpl' ? `t${suffix}` : suffix;
}

/** A file is on the storage, whatever was there by its name. */
export function fileWork(ctx: ClusterContext): Work<FileInput> {
  return {
    run({ storage, node, content, filename, size }) {
      const row = new VolumeStore(ctx.tables).storage(storage);
      const volid = `${storage}:${content}/${filename}`;
      const id = row.shared ? volid : `${volid}@${node}`;
      ctx.tables.volumes.delete(id);
      ctx.tables.volumes.insert({
        id,
        volid,
        storage,
        node: row.shared ? null : node,
        vmid: null,
        content,
        format: formatOf(content, filename),
        size,
        parent: null,
        ctime: Math.floor(ctx.clock.now() / 1000),
      });
      return { lines: [`finished file import successfully`] };
    },
  };
}

/** Bytes that a download is said to have: nothing is fetched here. */
const DOWNLOADED = 700 * 1024 ** 2;

/** Files that come by upload or from elsewhere. */
export const fileHandlers: Handlers = {
  'POST /nodes/{node}/storage/{storage}/upload': call => {
    const filename = call.upload?.filename ?? text(call, 'filename') ?? '';
    return bringFile(call, 'imgcopy', call.upload?.size ?? 0, filename, 1500);
  },
  'POST /nodes/{node}/storage/{storage}/download-url': call =>
    bringFile(call, 'download', DOWNLOADED, need(call, 'filename'), 8000),
};
