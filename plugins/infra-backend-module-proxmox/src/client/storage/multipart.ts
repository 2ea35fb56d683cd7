import { randomUUID } from 'node:crypto';

/**
 * A multipart body as the upload wants it: the field first, the file last, its field called
 * `filename`, and the whole of known length.
 */
export function uploadBody(
  content: string,
  file: { name: string; data: Uint8Array },
): { type: string; data: Uint8Array } {
  const boundary = `ironstage-${randomUUID()}`;
  const part = (head: string) => `--${boundary}\r\n${head}\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    data: Buffer.concat([
      Buffer.from(
        `${part(
          'Content-Disposition: form-data; name="content"',
        )}${content}\r\n`,
      ),
      Buffer.from(
        part(
          `Content-Disposition: form-data; name="filename"; filename="${file.name}"\r\nContent-Type: application/octet-stream`,
        ),
      ),
      file.data,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}
