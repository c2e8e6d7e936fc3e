// A transcript logger for Bot Framework: `adapter.use(new TranscriptLoggerMiddleware(createTranscriptLogger(memex)))`.

/**
 * @param {import('@memex/client').Client} memex
 * @returns {import('botbuilder-core').TranscriptLogger}
 */
export function createTranscriptLogger(memex) {
  return {
    logActivity(activity) {
      if (activity.type !== 'message') return;
      const { from, recipient, replyToId } = activity;
      if (from.role === 'user') memex.request(entryOf(activity, from.id));
      else if (replyToId === undefined) memex.notification(entryOf(activity, recipient.id));
      else memex.response({ ...entryOf(activity, recipient.id), responseTo: replyToId });
    },
  };
}

/** @param {import('botbuilder-core').Activity} activity */
const entryOf = ({ id = '', conversation, channelId, timestamp, text }, userId) => ({
  messageId: id,
  conversationId: conversation.id,
  channel: channelId,
  userId,
  timestamp,
  content: text === undefined ? null : { type: /** @type {const} */ ('text'), value: text },
});
