import { expect, test } from 'vitest';
import { StalledJobDetector } from '../dist/jobs/stalled-job-detector.js';

const heartbeat = (beats: number, token = 'a') => ({ seq: 1, token, beats });

test('a job is stalled after the allowed number of looks without a new heartbeat, and not before', () => {
  const detector = new StalledJobDetector(2);
  expect([1, 1, 1].map((beats) => detector.look([heartbeat(beats)]).length)).toEqual([0, 0, 1]);
});

test('a heartbeat, a new attempt, or an absence starts the count again', () => {
  for (const between of [[heartbeat(2)], [heartbeat(1, 'b')], []]) {
    const detector = new StalledJobDetector(2);
    const seen = [[heartbeat(1)], [heartbeat(1)], between, [heartbeat(1)], [heartbeat(1)]].map((heartbeats) =>
      detector.look(heartbeats),
    );
    expect(seen.flat()).toEqual([]);
  }
});
