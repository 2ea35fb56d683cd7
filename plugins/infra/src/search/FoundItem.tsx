import { useAnalytics } from '@backstage/core-plugin-api';
import type {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { TextLink } from '../components';

/**
 * What the search page tells of something it found.
 *
 * @typeParam Facts - what documents of its type say beside title and text
 *
 * @public
 */
export interface FoundProps<Facts extends object = object> {
  result?: SearchDocument & Partial<Facts>;
  highlight?: ResultHighlight;
  rank?: number;
  noTrack?: boolean;
}

/**
 * Something that the search found: what it is called, what of it was looked for, and facts to tell it
 * from others. Backstage's own items are list items without a list around them.
 *
 * @public
 */
export function FoundItem(
  props: FoundProps & {
    icon: ReactNode;
    /** names and values, those without a value left out */
    facts: Array<[name: string, value: string | undefined]>;
  },
) {
  const { result, highlight, rank, noTrack, icon, facts } = props;
  const analytics = useAnalytics();
  if (!result) {
    return null;
  }
  const shown = (field: 'title' | 'text') => {
    const marked = highlight?.fields[field];
    return marked ? (
      <HighlightedSearchResultText
        text={marked}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      result[field]
    );
  };
  const discovered = () =>
    analytics.captureEvent('discover', result.title, {
      attributes: { to: result.location },
      value: rank,
    });
  return (
    <Stack
      component="article"
      direction="row"
      spacing={2}
      sx={{ py: 2, px: 1, borderBottom: 1, borderColor: 'divider' }}
    >
      <Box sx={{ color: 'text.secondary', lineHeight: 0, pt: 0.25 }}>
        {icon}
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Typography component="h2" variant="h6" sx={{ m: 0 }}>
          <TextLink
            to={result.location}
            noTrack
            onClick={noTrack ? undefined : discovered}
          >
            {shown('title')}
          </TextLink>
        </Typography>
        {result.text && (
          <Typography variant="body2">{shown('text')}</Typography>
        )}
        <Typography variant="body2" color="text.secondary">
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => `${name}: ${value}`)
            .join(' · ')}
        </Typography>
      </Box>
    </Stack>
  );
}
