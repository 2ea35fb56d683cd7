import { GoldenPathButton, PageBody } from '../../components';
import { AllProjects } from './AllProjects';
import { MyProjects } from './MyProjects';
import { UnownedTenants } from './UnownedTenants';

/** Projects: the reader's own first, then all. */
export function ProjectsContent() {
  return (
    <PageBody
      intro="A project is a team's place for one environment: its quota, its network and its machines."
      actions={
        <GoldenPathButton path="create-project" main>
          Create a project
        </GoldenPathButton>
      }
    >
      <MyProjects />
      <AllProjects />
      <UnownedTenants />
    </PageBody>
  );
}
