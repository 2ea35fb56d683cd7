import { Link } from '@backstage/core-components';
import type { ComponentProps } from 'react';

/** A link inside text or a table; underlined, so that colour is not all that tells it apart. */
export function TextLink(props: ComponentProps<typeof Link>) {
  return <Link underline="always" {...props} />;
}
