/* eslint-disable jest/no-export -- tests that provider modules run from here */
import { patient, type ContractContext } from './support';

/** Tests of the `HealthReader`. */
export function describeHealth(context: ContractContext): void {
  describe('health', () => {
    it('tells every service of the control plane once, with host and state', async () => {
      const health = await context.provider().health!.health(patient());
      expect(health.problems).toEqual([]);
      expect(health.services.length).toBeGreaterThan(0);
      const keys = health.services.map(one => `${one.name} ${one.host}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const service of health.services) {
        expect(service.name).toBeTruthy();
        expect(service.host).toBeTruthy();
        expect(['up', 'degraded', 'down', 'disabled', 'unknown']).toContain(
          service.state,
        );
      }
      expect(health.services.map(one => one.state)).toContain('up');
    });
  });
}
