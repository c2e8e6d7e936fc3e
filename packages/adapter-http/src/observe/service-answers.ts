import { statusAnswer, type TextAnswer } from '../response/answer.js';
import { type Readiness, withoutDetails } from './readiness.js';

/** Metrics as text, for whoever collects them. */
export interface MetricsPage {
  /** The content type of the text. */
  readonly contentType: string;
  text(): Promise<string>;
}

/** What `/health` answers. */
export const ALIVE: TextAnswer = statusAnswer(200, 'Ok: alive');

/** What `/metrics` answers. */
export async function metricsAnswer(metrics: MetricsPage): Promise<TextAnswer> {
  return { status: 200, type: metrics.contentType, body: await metrics.text() };
}

/** What `/ready` answers; only an admin learns what each part is, and why it is down. */
export function readyAnswer({ ready, parts }: Readiness, admin: boolean): TextAnswer {
  const shown = { parts: admin ? parts : withoutDetails(parts) };
  if (ready) return statusAnswer(200, 'Ok: ready', shown);
  const down = Object.entries(parts).flatMap(([part, { state }]) => (state === 'down' ? [part] : []));
  const answer = statusAnswer(503, `Unavailable: ${down.join(', ')} cannot serve now`, shown);
  return { ...answer, headers: { 'Retry-After': '1' } };
}
