import type { RawParameters } from '../schema/checkParameters';

export interface Multipart {
  fields: RawParameters;
  file?: { filename: string; size: number };
}

/** Fields and the size of the file of a multipart upload. */
export function decodeMultipart(body: Buffer, boundary: string): Multipart {
  const out: Multipart = { fields: {} };
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    const next = body.indexOf(mark, start);
    if (next < 0) {
      break;
    }
    const part = body.subarray(start + 2, next - 2);
    const split = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, Math.max(0, split)).toString('latin1');
    const name = /[; ]name="([^"]*)"/i.exec(head)?.[1];
    const filename = /filename="([^"]*)"/i.exec(head)?.[1];
    const content = part.subarray(split + 4);
    if (filename !== undefined) {
      // The parameter that the file stands for is its name.
      out.fields.filename = filename;
      out.file = { filename, size: content.length };
    } else if (name !== undefined) {
      out.fields[name] = content.toString('utf8');
    }
    at = next;
  }
  return out;
}
