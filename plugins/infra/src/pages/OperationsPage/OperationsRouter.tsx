import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { Loading } from '../../components';
import { OperationsContent } from './OperationsContent';

const OperationContent = lazy(() =>
  import('../OperationPage/OperationContent').then(m => ({
    default: m.OperationContent,
  })),
);

/** The list of operations, and one operation below it. */
export function OperationsRouter() {
  return (
    <Routes>
      <Route path="/" element={<OperationsContent />} />
      <Route
        path="/:id"
        element={
          <Suspense fallback={<Loading what="the operation" />}>
            <OperationContent />
          </Suspense>
        }
      />
    </Routes>
  );
}
