import type { ImageRegister } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import {
  EmptyNote,
  LoadError,
  Loading,
  PageBody,
  ProviderIssues,
  Section,
  TextLink,
} from '../../components';
import { useImages, useInfraLinks, useProviders } from '../../hooks';
import { plural } from '../../lib/format';
import { ImageTable } from './ImageTable';

function Register({ register }: { register: ImageRegister }) {
  const { families, others, rules, usesOf, snapshots, isComplete } = register;
  const links = useInfraLinks();
  const providers = useProviders().value?.items;
  const titleOf = (id: string) =>
    providers?.find(one => one.id === id)?.title ?? id;
  if (families.length === 0 && others.length === 0) {
    return (
      <EmptyNote title="No images yet">
        Images appear here as soon as a cloud that has some has been read.
      </EmptyNote>
    );
  }
  return (
    <>
      {!isComplete && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 2.5 }}>
          There are more images than a register can show: the first ones by name
          are here, all are in the inventory.
        </Alert>
      )}
      {families.map(({ family, versions }) => (
        <Section key={family} title={family}>
          <ImageTable
            label={`Versions of ${family}`}
            images={versions}
            maxAgeDays={rules.maxAgeDays}
            usesOf={usesOf}
            titleOf={titleOf}
          />
        </Section>
      ))}
      {others.length > 0 && (
        <Section
          title="Named otherwise"
          hint={`A golden image is called by ${rules.hint}. Which of these is newer, nobody can tell.`}
        >
          <ImageTable
            label="Images named otherwise"
            images={others}
            maxAgeDays={rules.maxAgeDays}
            usesOf={usesOf}
            titleOf={titleOf}
          />
        </Section>
      )}
      {snapshots > 0 && (
        <Typography color="text.secondary">
          {plural(snapshots, 'snapshot')} of instances{' '}
          {snapshots === 1 ? 'is' : 'are'} not counted here;{' '}
          <TextLink to={links.inventory({ kind: 'image' })}>
            all images are in the inventory
          </TextLink>
          .
        </Typography>
      )}
    </>
  );
}

/** Golden images over all clouds: which is newest, which is too old, and who runs what. */
export function ImagesContent() {
  const { value, error, pending, refresh } = useImages();
  return (
    <PageBody intro="The golden images of all clouds: which is the newest, where it is missing, and who still runs an old one.">
      {error && <LoadError error={error} what="the images" onRetry={refresh} />}
      {pending && !value && <Loading what="the images" />}
      {value && (
        <>
          <ProviderIssues errors={value.errors} />
          <Register register={value} />
        </>
      )}
    </PageBody>
  );
}
