import { statusAnswer, type TextAnswer } from '../response/answer.js';
import { type Readiness, withoutDetails } from './readiness.js';

/** The metrics as text. */
export interface MetricsPage {
  /** The content type of the text. */
  readonly contentType: string;
  text(): Promise<string>;
}

/** The response of `/health`. */
export const HEALTHY: TextAnswer = statusAnswer(200, 'Ok: alive');

/** The response of `/metrics`. */
export async function metricsAnswer(metrics: MetricsPage): Promise<TextAnswer> {
  return { status: 200, type: metrics.contentType, body: await metrics.text() };
}

/** The response of `/ready`. Only admins see what each part is, and why it is down. */
export function readyAnswer({ ready, parts }: Readiness, admin: boolean): TextAnswer {
  const shown = { parts: admin ? parts : withoutDetails(parts) };
  if (ready) return statusAnswer(200, 'Ok: ready', shown);
  const down = Object.entries(parts).flatMap(([part, { state }]) => (state === 'down' ? [part] : []));
  const answer = statusAnswer(503, `Unavailable: ${down.join(', ')} cannot serve now`, shown);
  return { ...answer, headers: { 'Retry-After': '1' } };
}
