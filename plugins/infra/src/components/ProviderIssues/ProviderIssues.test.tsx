import type { ProviderIssue } from '@ironstage/plugin-infra-common';
import { render, screen } from '@testing-library/react';
import { minutesFromNow } from '../../testing/factories';
import { ProviderIssues } from './ProviderIssues';

const away: ProviderIssue = {
  provider: 'os-eu1',
  message: 'It does not answer.',
  since: minutesFromNow(-3),
};
const wrong: ProviderIssue = {
  provider: 'pve-eu1',
  message: 'There is no storage "seeds".',
  since: null,
};

it.each([
  [[away], 'os-eu1 can not be read right now'],
  [[wrong], 'pve-eu1 needs attention'],
  [[away, { ...away, provider: 'b' }], '2 providers can not be read right now'],
  [[away, wrong], '2 providers need attention'],
])(
  'tells what cannot be read from what is only not in order',
  (errors, title) => {
    render(<ProviderIssues errors={errors} />);
    expect(screen.getByText(title)).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(errors[0].message);
  },
);
