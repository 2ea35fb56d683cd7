/** What a POST or PUT carried: every field may repeat. */
export interface Form {
  fields: URLSearchParams;
  files: Map<string, Buffer>;
  /** The body was JSON; some handlers can't take that. */
  json: boolean;
}

const CRLF = Buffer.from('\r\n');

function parameter(header: string, name: string): string | undefined {
  return RegExp(`${name}="?([^";]*)"?`, 'i').exec(header)?.[1];
}

function readPart(part: Buffer, form: Form): void {
  const at = part.indexOf('\r\n\r\n');
  if (at < 0) {
    return;
  }
  const head = part.subarray(0, at).toString();
  const body = part.subarray(at + 4);
  const disposition = /content-disposition:([^\r\n]*)/i.exec(head)?.[1] ?? '';
  const name = /[; ]name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) {
    return;
  }
  if (/filename=/i.test(disposition)) {
    form.files.set(name, body);
    return;
  }
  const coded =
    /content-transfer-encoding:\s*base64/i.test(head) && body.length > 0;
  form.fields.append(
    name,
    coded ? Buffer.from(body.toString(), 'base64').toString() : body.toString(),
  );
}

function readMultipart(body: Buffer, boundary: string, form: Form): void {
  const mark = Buffer.from(`--${boundary}`);
  let from = body.indexOf(mark);
  while (from >= 0) {
    const start = from + mark.length + CRLF.length;
    const next = body.indexOf(mark, start);
    if (next < 0) {
      return;
    }
    readPart(body.subarray(start, next - CRLF.length), form);
    from = next;
  }
}

function readJson(body: Buffer, form: Form): void {
  form.json = true;
  const parsed: unknown = JSON.parse(body.toString() || '{}');
  for (const [key, value] of Object.entries(parsed ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      form.fields.append(key, String(item));
    }
  }
}

/** Reads urlencoded, multipart and JSON bodies. Throws on broken JSON. */
export function readForm(contentType: string, body: Buffer): Form {
  const form: Form = {
    fields: new URLSearchParams(),
    files: new Map(),
    json: false,
  };
  if (contentType.startsWith('multipart/form-data')) {
    readMultipart(body, parameter(contentType, 'boundary') ?? '', form);
  } else if (contentType.startsWith('application/json')) {
    readJson(body, form);
  } else {
    form.fields = new URLSearchParams(body.toString());
  }
  return form;
}
