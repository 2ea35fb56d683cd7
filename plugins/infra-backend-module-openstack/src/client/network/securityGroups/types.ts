import { z } from 'zod';
import { orElse } from '../../transport/fields';

/** A rule of a security group. */
export const securityGroupRuleSchema = z.object({
  id: z.string(),
  direction: z.enum(['ingress', 'egress']),
  ethertype: z.string(),
  protocol: z.string().nullish(),
  port_range_min: z.number().nullish(),
  port_range_max: z.number().nullish(),
  remote_ip_prefix: z.string().nullish(),
  remote_group_id: z.string().nullish(),
});

/** {@inheritDoc securityGroupRuleSchema} */
export type WireSecurityGroupRule = z.infer<typeof securityGroupRuleSchema>;

/** A security group of Neutron. */
export const securityGroupSchema = z.object({
  id: z.string(),
  name: z.string(),
  project_id: z.string(),
  security_group_rules: orElse(z.array(securityGroupRuleSchema), []),
});

/** {@inheritDoc securityGroupSchema} */
export type WireSecurityGroup = z.infer<typeof securityGroupSchema>;
