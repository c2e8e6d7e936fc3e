import { expectEqual, expectTrue } from './assert.js';
import type { AnalyticalCase } from './case.js';
import { messageEntry, unique } from './samples.js';

/** What the versions of projects must show, where a `MessageAnalysis` has them. */
export const versionCases: readonly AnalyticalCase[] = [
  {
    name: 'measures: the version of a project, where there is one, is another after each change of its messages',
    async run({ store: { analysis, messages } }) {
      if (analysis.version === undefined) return;
      const project = unique('project');
      const version = async () => analysis.version?.(project);
      const seen = new Set([await version()]);
      const write = (userId: string, to = project) => {
        const entry = messageEntry({ project: to, userId });
        return messages.append({ entries: [entry] }).then(() => entry.traceId);
      };
      const expectAnother = async (after: string): Promise<void> => {
        const found = await version();
        expectTrue(!seen.has(found), `another version after ${after}`);
        seen.add(found);
        expectEqual(await version(), found, `the version while nothing changed after ${after}`);
      };
      await write('anna');
      const last = await write('ben');
      await expectAnother('messages were stored');
      await messages.delete({ traceId: last, projects: [project] });
      await expectAnother('the last message was deleted');
      await write('eva');
      await expectAnother('one was stored in its place');
      await messages.eraseUser({ userId: 'eva', projects: [project] });
      await expectAnother('a user was erased');
      await write('eva', unique('project'));
      expectTrue(seen.has(await version()), 'no other version after another project was written');
    },
  },
];
