import type { ProviderIssue } from '@ironstage/plugin-infra-common';
import { screen } from '@testing-library/react';
import { renderInfra } from '../../__testUtils__/renderInfra';
import { aProvider, minutesFromNow } from '../../testing/factories';
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
  [[away], 'OpenStack eu1 can not be read right now'],
  [[wrong], 'pve-eu1 needs attention'],
  [[away, { ...away, provider: 'b' }], '2 providers can not be read right now'],
  [[away, wrong], '2 providers need attention'],
])(
  'tells what cannot be read from what is only not in order',
  async (errors, title) => {
    renderInfra(<ProviderIssues errors={errors} />, {
      listProviders: async () => ({
        items: [aProvider({ id: 'os-eu1', title: 'OpenStack eu1' })],
      }),
    });
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(errors[0].message);
  },
);
