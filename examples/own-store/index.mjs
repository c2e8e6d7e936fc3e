// A store from scratch: its state is in memory and in one file. Serve it with `STORE=./own-store/index.mjs memex serve`.
import {
  ConversationList,
  hasWords,
  includesProject,
  LOG_PARTITION,
  MESSAGE_PARTITION,
  ProjectList,
} from '@memex/core/toolkit';
import { createAnalysis, createAnalyticStore } from './analytics.mjs';
import { openDisk } from './disk.mjs';
import { createEntries, storedOf, withAdded } from './entries.mjs';
import { sizeOf } from './file.mjs';
import { createKeyValues } from './key-values.mjs';

/**
 * @param {{ readonly path: string }} options The folder of its file.
 * @returns {import('@memex/core').AnalyticalStore}
 */
export function createStore({ path }) {
  const disk = openDisk(path);
  return {
    messages: createMessages(disk),
    logs: createLogs(disk),
    keyValues: createKeyValues(disk),
    analytics: createAnalyticStore(disk),
    analysis: createAnalysis(disk),
    start: disk.start,
    stop: disk.stop,
    size: async (options) => {
      disk.current(options);
      return sizeOf(path);
    },
    identity: async (options) => disk.current(options).identity,
    async probe() {
      disk.current(undefined);
      return { name: 'own store', version: '1', location: path };
    },
  };
}

/** @returns {import('@memex/core/ports').MessageStore} */
function createMessages(disk) {
  const { entries, removeWhere, rowsOf } = createEntries(disk, {
    kind: 'messages',
    partition: MESSAGE_PARTITION,
    /** @type {(filter: import('@memex/core/ports').MessageSearch, value: import('@memex/core').Message) => boolean} */
    passes: ({ words, ...filter }, value) =>
      ['userId', 'channel', 'type', 'conversationId'].every(
        (field) => filter[field] === undefined || filter[field] === value[field],
      ) &&
      (words === undefined || hasWords(words)(value)),
  });
  const isOf = ({ value }, { projects, userId, messageId = value.messageId }) =>
    value.userId === userId &&
    value.messageId === messageId &&
    (projects === 'all' || projects.includes(value.project));
  return {
    ...entries,
    async findNewest(selector, options) {
      const newest = rowsOf(disk.current(options)).findLast((row) => isOf(row, selector));
      return newest && storedOf(newest);
    },
    deleteAll: (selector, options) => removeWhere((row) => isOf(row, selector), options),
    eraseUser: (selector, options) => removeWhere((row) => isOf(row, selector), options),
    async conversations(filter, request, options) {
      const list = new ConversationList(filter);
      for (const { at, value, order } of rowsOf(disk.current(options))) list.add({ at, value, order });
      return list.page(request);
    },
    async projects({ projects }, options) {
      const list = new ProjectList();
      for (const { at, value } of rowsOf(disk.current(options)))
        if (includesProject(projects, value.project))
          list.add({ project: value.project, messages: 1, firstAt: at, lastAt: at });
      return list.found();
    },
  };
}

/** @returns {import('@memex/core/ports').LogStore} */
function createLogs(disk) {
  const { entries, rowsOf, isVisible } = createEntries(disk, {
    kind: 'logs',
    partition: LOG_PARTITION,
    /** @type {(filter: import('@memex/core/ports').LogFilter, value: import('@memex/core').Log) => boolean} */
    passes: ({ component, severity }, value) =>
      (component ?? value.component) === value.component && (severity ?? value.severity) === value.severity,
  });
  return {
    ...entries,
    replace: (entry, projects, options) =>
      disk.change(options, (state) => {
        const rows = rowsOf(state);
        const left = rows.filter((row) => !isVisible(row, { traceId: entry.traceId, projects }));
        if (left.length === rows.length) return { result: false };
        return { changed: withAdded({ ...state, logs: left }, 'logs', [entry]), result: true };
      }),
  };
}
