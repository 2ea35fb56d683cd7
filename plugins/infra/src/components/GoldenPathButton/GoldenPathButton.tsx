import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useInfraLinks, type GoldenPath } from '../../hooks';

/** Props of {@link GoldenPathButton}. */
export interface GoldenPathButtonProps {
  path: GoldenPath;
  /** fields of the form to fill in */
  formData?: Record<string, unknown>;
  /** the main thing to do on the page */
  main?: boolean;
  children: ReactNode;
}

/** Leads to the form of a golden path; not there in an app without a scaffolder. */
export function GoldenPathButton(props: GoldenPathButtonProps) {
  const { path, formData, main, children } = props;
  const target = useInfraLinks().goldenPath(path, formData);
  if (!target) {
    return null;
  }
  return (
    <Button
      component={Link}
      to={target}
      variant={main ? 'contained' : 'outlined'}
      size="small"
      sx={{ whiteSpace: 'nowrap' }}
    >
      {children}
    </Button>
  );
}
