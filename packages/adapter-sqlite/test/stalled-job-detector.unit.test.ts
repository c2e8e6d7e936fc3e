import { expect, test } from 'vitest';
import { Silence } from '../dist/jobs/stalled-job-detector.js';

const sign = (beats: number, token = 'a') => ({ seq: 1, token, beats });

test('a process is silent when it showed the same for so many pulses, and not before', () => {
  const silence = new Silence(2);
  expect([1, 1, 1].map((beats) => silence.after([sign(beats)]).length)).toEqual([0, 0, 1]);
});

test('any beat, a new start, or an absence begins anew', () => {
  for (const between of [[sign(2)], [sign(1, 'b')], []]) {
    const silence = new Silence(2);
    const seen = [[sign(1)], [sign(1)], between, [sign(1)], [sign(1)]].map((signs) => silence.after(signs));
    expect(seen.flat()).toEqual([]);
  }
});
