import { decode } from '../codec/decode.js';
import { botFramework } from './bot-framework.js';
import type { ImportMapping } from './import-mapping.js';
import { IMPORT_MAPS, type ImportFormat } from './import-maps.js';
import { mappedFields } from './mapped-fields.js';
import { memexRecords } from './memex-records.js';
import { rasa } from './rasa.js';
import { ResponseLinker } from './response-linker.js';
import { slack } from './slack.js';
import { telegram } from './telegram.js';

export interface MappingOptions {
  /** The project of all messages. Only what Memex exported has one of its own. */
  readonly project?: string | undefined;
  /** One of {@link IMPORT_MAPS}. */
  readonly map?: unknown;
  /** Of an export of Slack: the users that are bots. */
  readonly workspaceBots?: readonly string[] | undefined;
}

/**
 * Creates the mapping of a format. It remembers conversations, so one mapping reads all files of an import, in the order of time.
 *
 * @throws MalformedError if the map is not one of that format.
 */
export function createMapping(format: ImportFormat, options: MappingOptions = {}): ImportMapping {
  const { map = {}, workspaceBots = [] } = options;
  const linkerOf = (
    { project }: { readonly project?: string | undefined },
    channel: string,
    isNamed = false,
  ): ResponseLinker => new ResponseLinker(options.project ?? project, channel, isNamed);
  switch (format) {
    case 'ndjson':
    case 'csv': {
      const fieldMap = decode(IMPORT_MAPS[format], map);
      const project = options.project ?? fieldMap.project;
      if (fieldMap.fields === undefined) return memexRecords(project, format === 'csv');
      return mappedFields({ ...fieldMap, project }, linkerOf(fieldMap, format, true));
    }
    case 'rasa': {
      const rasaMap = decode(IMPORT_MAPS.rasa, map);
      return rasa(rasaMap, linkerOf(rasaMap, 'rasa'));
    }
    case 'botframework': {
      const botMap = decode(IMPORT_MAPS.botframework, map);
      return botFramework(botMap, linkerOf(botMap, 'botframework'));
    }
    case 'telegram': {
      const telegramMap = decode(IMPORT_MAPS.telegram, map);
      return telegram(telegramMap, linkerOf(telegramMap, 'TELEGRAM', true));
    }
    case 'slack': {
      const slackMap = decode(IMPORT_MAPS.slack, map);
      return slack(slackMap, linkerOf(slackMap, 'SLACK'), workspaceBots);
    }
  }
}
