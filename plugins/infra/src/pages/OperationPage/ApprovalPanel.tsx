import type {
  Approval,
  OperationDetails,
} from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { Facts, OwnerLink, Section } from '../../components';
import { formatDateTime, formatRelative } from '../../lib/format';
import { AnswerForm } from './AnswerForm';
import { Conversation } from './Conversation';
import { DecisionFacts } from './DecisionFacts';
import { DecisionForm } from './DecisionForm';

/** What was decided, as the state of the operation shows; all others came after an approval. */
const decisionOf = (state: OperationDetails['state']) =>
  state === 'rejected' ? 'Rejected' : 'Approved';

/** Who has to agree, and how many of them. */
function Deciders({ approval }: { approval: Approval }) {
  return (
    <>
      {approval.rules
        // every reason without a rule is decided by the same people
        .filter(
          (rule, at, all) =>
            all.findIndex(one => one.name === rule.name) === at,
        )
        .map(({ name, approvers, decisions }) => (
          <div key={name}>
            {decisions > 1 && `${decisions} of `}
            {approvers.length === 0
              ? 'the approvers'
              : approvers.map((ref, at) => (
                  <Fragment key={ref}>
                    {at > 0 && ', '}
                    <OwnerLink entityRef={ref} />
                  </Fragment>
                ))}
            {name !== 'default' && ` (rule ${name})`}
          </div>
        ))}
    </>
  );
}

/** Why a decision is needed, whether the request fits, and the decision itself. */
export function ApprovalPanel(props: {
  operation: OperationDetails;
  onDone: () => void;
}) {
  const { operation, onDone } = props;
  const { approval, actions, state } = operation;
  if (!approval) {
    return null;
  }
  const mayDecide = actions.includes('approve') || actions.includes('reject');
  const waiting = state === 'pending_approval';
  return (
    <Section title={waiting ? 'A decision is needed' : 'Decision'}>
      <Facts
        facts={[
          [
            'Why',
            approval.reasons.length > 1 ? (
              <Box key="why" component="ul" sx={{ m: 0, pl: 2 }}>
                {approval.reasons.map(reason => (
                  <li key={reason}>{reason}</li>
                ))}
              </Box>
            ) : (
              approval.reasons[0]
            ),
          ],
          ['Does it fit', waiting && approval.fit],
          [
            'Who decides',
            waiting && <Deciders key="who" approval={approval} />,
          ],
          [
            'Decide by',
            waiting &&
              `${formatDateTime(approval.deadline)} (${formatRelative(
                approval.deadline,
              )})`,
          ],
          ['Decision', approval.decidedBy && decisionOf(state)],
          [
            'Decided by',
            approval.decidedBy && <OwnerLink entityRef={approval.decidedBy} />,
          ],
          ['Decided', approval.decidedAt && formatDateTime(approval.decidedAt)],
          ['Comment', approval.comment],
        ]}
      />
      {waiting && mayDecide && <DecisionFacts id={operation.id} />}
      {waiting && <Conversation approval={approval} />}
      {waiting && actions.includes('answer') && (
        <AnswerForm id={operation.id} onDone={onDone} />
      )}
      {waiting &&
        (mayDecide ? (
          <DecisionForm operation={operation} onDone={onDone} />
        ) : (
          <Typography variant="body2" color="text.secondary" sx={{ mt: 1.5 }}>
            An approver decides. Nobody may approve what they asked for
            themselves.
          </Typography>
        ))}
    </Section>
  );
}
