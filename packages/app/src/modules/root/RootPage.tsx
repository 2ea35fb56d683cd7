import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Navigate, Route, Routes } from 'react-router-dom';

/** Where somebody lands who typed no more than the portal's host name. */
export const LANDING_PATH = '/infra/projects';

/** The page at `/`: on to the projects, and "not found" for whatever no page is at. */
export function RootPage() {
  return (
    <Routes>
      <Route path="/" element={<Navigate to={LANDING_PATH} replace />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
