import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';

/** One step of the way to what is shown. */
export interface Step {
  label: string;
  href: string;
}

/**
 * Tells the portal's header where within a page one is; it shows the way there and names the window
 * by it. Shows nothing itself, so that the page beside it stays as it is when the way changes.
 */
export function Whereabouts({ way }: { way: Step[] }) {
  const [first, ...rest] = way;
  return first ? (
    <BreadcrumbEntry entry={first}>
      <Whereabouts way={rest} />
    </BreadcrumbEntry>
  ) : null;
}
