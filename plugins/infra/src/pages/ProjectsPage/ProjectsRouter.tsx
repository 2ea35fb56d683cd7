import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Loading } from '../../components';
import { ProjectsContent } from './ProjectsContent';

const ProjectContent = lazy(() =>
  import('../ProjectPage/ProjectContent').then(m => ({
    default: m.ProjectContent,
  })),
);

/** The list of projects, and one project below it. */
export function ProjectsRouter() {
  return (
    <Routes>
      <Route path="/" element={<ProjectsContent />} />
      <Route
        path="/:name"
        element={
          <Suspense fallback={<Loading what="the project" />}>
            <ProjectContent />
          </Suspense>
        }
      />
    </Routes>
  );
}
