/** A browser needs the address until it has begun to save, in milliseconds. */
const KEPT_MS = 60_000;

/** Has the browser save a file under a name, as if it had been a link. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
