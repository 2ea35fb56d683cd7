import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import {
  EntityRefLink,
  EntityRefLinks,
  FavoriteEntity,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import type { TemplateCardComponentProps } from '@backstage/plugin-scaffolder-react/alpha';
import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import CardActions from '@mui/material/CardActions';
import CardContent from '@mui/material/CardContent';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';

function Title({ template }: TemplateCardComponentProps) {
  const { title, name } = template.metadata;
  return (
    <Stack direction="row" justifyContent="space-between" spacing={1}>
      <div>
        <Typography variant="body2" color="text.secondary">
          {template.spec.type}
        </Typography>
        <Typography component="h3" variant="h5">
          {title ?? name}
        </Typography>
      </div>
      <FavoriteEntity entity={template} />
    </Stack>
  );
}

/**
 * A template to choose. Backstage's own has a link within a button, so that the keyboard stops at it
 * twice and a screen reader calls it nothing.
 */
export function TemplateCard(props: TemplateCardComponentProps) {
  const { template, additionalLinks = [], onSelected } = props;
  const { allowed } = usePermission({ permission: taskCreatePermission });
  const owners = getEntityRelations(template, RELATION_OWNED_BY);
  const { description, links = [], tags = [] } = template.metadata;
  const further = [
    ...additionalLinks,
    ...links.map(({ url, title }) => ({ url, text: title ?? url })),
  ];
  return (
    <Card
      component="article"
      variant="outlined"
      sx={{ borderRadius: 2, display: 'flex', flexDirection: 'column' }}
    >
      <CardContent sx={{ flex: 1 }}>
        <Title {...props} />
        <Typography variant="body2" sx={{ my: 1.5 }}>
          {description}
        </Typography>
        {further.map(({ url, text }) => (
          <Typography key={url} variant="body2">
            <Link href={url}>{text}</Link>
          </Typography>
        ))}
        <Stack direction="row" gap={1} flexWrap="wrap">
          {tags.map(tag => (
            <Chip key={tag} size="small" label={tag} />
          ))}
        </Stack>
      </CardContent>
      <CardActions sx={{ px: 2, pb: 2, justifyContent: 'space-between' }}>
        <Typography component="div" variant="body2">
          {owners.length > 0 && (
            <EntityRefLinks entityRefs={owners} defaultKind="Group" hideIcons />
          )}
          {owners.length > 0 && ' · '}
          <EntityRefLink entityRef={template} hideIcon>
            Details
          </EntityRefLink>
        </Typography>
        {allowed && (
          <Button
            size="small"
            variant="outlined"
            aria-label={`Choose ${
              template.metadata.title ?? template.metadata.name
            }`}
            onClick={() => onSelected?.()}
          >
            Choose
          </Button>
        )}
      </CardActions>
    </Card>
  );
}
