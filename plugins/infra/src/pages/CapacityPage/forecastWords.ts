import type {
  CapacityForecast,
  ForecastModel,
} from '@ironstage/plugin-infra-common';
import { plural } from '../../lib/format';

const MODELS: Record<ForecastModel, string> = {
  level: 'Taken as steady',
  trend: 'Along a straight line',
  weekly: 'Along a line with a weekly pattern',
};

/** What a forecast rests on: `Along a straight line, from 90 days of history; …`; undefined when it tells nothing. */
export function basisOf({
  model,
  days,
  backtest,
  reconstructedBefore,
}: CapacityForecast): string | undefined {
  const [best] = backtest;
  if (!model || !best) {
    return undefined;
  }
  const error =
    best.errorOfDeliverable === null
      ? ''
      : `; on ${best.heldOutDays} days kept from it that was off by ${(
          best.errorOfDeliverable * 100
        ).toLocaleString('en', {
          maximumSignificantDigits: 2,
        })} % of deliverable on average`;
  return `${MODELS[model]}, from ${plural(days, 'day')} of history${
    reconstructedBefore ? ', not all of it measured' : ''
  }${error}.`;
}
