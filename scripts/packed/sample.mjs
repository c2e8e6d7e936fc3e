export const sample = {
  type: 'request',
  messageId: 'm1',
  channel: 'WEB',
  userId: 'anna',
  project: 'app',
  timestamp: '2026-11-20T10:15:00Z',
};
