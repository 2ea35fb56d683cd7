import type { Approval, ApprovalRule } from '@ironstage/plugin-infra-common';
import type { ApprovalDemand } from './ApprovalPolicy';
import type { Decided } from './OperationDefinition';

/** Stands for everybody who may approve at all. */
export const ANY_APPROVER = '*';

/** Who asks to decide, as far as it matters for that. */
export interface Decider {
  ref: string;
  /** an id of the person that stays when she is renamed */
  person?: string;
  /** entity refs of everything he is or belongs to now */
  ownership: string[];
}

const NOTHING_TAKEN =
  'It takes nothing, so that nothing has to be reserved for it.';

const FIT = 'It fits: quota and capacity are reserved until it is decided.';

/** What is kept of an approval when a request comes in; null when nobody has anything to do with it. */
export function newApproval(
  { rules, deadlineMs, waived }: ApprovalDemand,
  {
    approvalReasons,
    takes,
  }: Pick<Decided<object>, 'approvalReasons' | 'takes'>,
  now: Date,
): Approval | null {
  const fit = takes ? FIT : NOTHING_TAKEN;
  const nothing = { consents: [], questions: [], delegations: [] };
  const undecided = { decidedBy: null, decidedAt: null, comment: null };
  if (rules.length > 0) {
    return {
      ...nothing,
      ...undecided,
      rules,
      reasons: rules.map(one => one.reason),
      deadline: new Date(now.getTime() + deadlineMs).toISOString(),
      fit,
    };
  }
  return waived === null
    ? null
    : {
        ...nothing,
        rules: [],
        reasons: approvalReasons,
        deadline: now.toISOString(),
        fit,
        decidedBy: 'system',
        decidedAt: now.toISOString(),
        comment: waived,
      };
}

/** Rows from before there were rules have one for all of their reasons. */
export function completed(approval: Approval | null): Approval | null {
  return (
    approval && {
      ...approval,
      rules:
        approval.rules ??
        approval.reasons.map(reason => ({
          name: 'default',
          reason,
          approvers: [],
          decisions: 1,
        })),
      consents: approval.consents ?? [],
      questions: approval.questions ?? [],
      delegations: approval.delegations ?? [],
    }
  );
}

const isAmong = (refs: string[], { ref, ownership }: Decider): boolean => {
  const his = new Set([ref, ...ownership].map(one => one.toLowerCase()));
  return refs.some(one => his.has(one.toLowerCase()));
};

const hasDecided = ({ consents }: Approval, { ref }: Decider): boolean =>
  consents.some(one => one.by === ref);

/** Rules that are still to be satisfied. */
export function openRules({ rules, consents }: Approval): ApprovalRule[] {
  return rules.filter(
    rule =>
      new Set(
        consents
          .filter(one => one.rules.includes(rule.name))
          .map(one => one.by),
      ).size < rule.decisions,
  );
}

/** The open rules that somebody may satisfy: as one of their approvers now, or because one of them asked him to. */
export function rulesOf(approval: Approval, decider: Decider): ApprovalRule[] {
  return openRules(approval).filter(
    rule =>
      rule.approvers.length === 0 ||
      isAmong(rule.approvers, decider) ||
      approval.delegations.some(
        one => one.rules.includes(rule.name) && isAmong([one.to], decider),
      ),
  );
}

/**
 * Why somebody may not decide, in a sentence.
 *
 * @returns undefined when he may, as far as the rules go
 */
export function whyNotDecide(
  operation: {
    requester: string;
    /** left out where only what is shown is asked about */
    requesterPerson?: string | null;
    approval: Approval;
  },
  decider: Decider,
): string | undefined {
  const { requester, requesterPerson, approval } = operation;
  if (
    requester.toLowerCase() === decider.ref.toLowerCase() ||
    // whom the directory has renamed is another user, and still the same person
    (requesterPerson && requesterPerson === decider.person)
  ) {
    return 'Nobody decides about a request of his own; somebody else has to';
  }
  if (hasDecided(approval, decider)) {
    return 'You have agreed already; somebody else has to agree as well';
  }
  if (rulesOf(approval, decider).length === 0) {
    const who = [...new Set(openRules(approval).flatMap(one => one.approvers))];
    return `This is decided by ${who.join(' or ')}; you do not belong there`;
  }
  return undefined;
}

/** Entity refs of who can satisfy one of the rules, for the inbox. */
export function approversOf(rules: ApprovalRule[]): string[] {
  return rules.some(rule => rule.approvers.length === 0)
    ? [ANY_APPROVER]
    : [
        ...new Set(
          rules.flatMap(rule => rule.approvers.map(one => one.toLowerCase())),
        ),
      ];
}

/** The same of an approval that is under way, with those it was delegated to. */
export function waitsFor(approval: Approval): string[] {
  const open = openRules(approval);
  const delegates = approval.delegations
    .filter(one => open.some(rule => one.rules.includes(rule.name)))
    .map(one => one.to);
  return [...new Set([...approversOf(open), ...delegates])];
}
