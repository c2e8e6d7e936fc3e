/** Example answers in CSV for the documentation. */
export const MESSAGES_CSV = csvOf(
  'messageId,conversationId,channel,userId,timestamp,content,metadata,project,type,domain,intent,entities,language,responseTo,timeZone',
  'message-1,conversation-1,TELEGRAM,anna,2026-11-20 11:15:00+01:00,"{""type"":""text"",""value"":""Hello!""}","{""campaign"":""autumn""}",my-bot,request,,,[],,,Europe/Rome',
);

export const CONVERSATION_CSV = csvOf(
  'messageId,conversationId,channel,userId,timestamp,content,metadata,project,type,domain,intent,entities,language,responseTo,traceId,timeZone',
  'message-1,conversation-1,TELEGRAM,anna,2026-11-20 11:15:00+01:00,"{""type"":""text"",""value"":""Hello!""}",,my-bot,request,,,[],,,019aa0f2-7c3b-7d6e-9c1a-0d4b5f6a7e81,Europe/Rome',
);

export const LOGS_CSV = csvOf(
  'logId,component,severity,logContent,timestamp,project,authority,botVersion,metadata,timeZone',
  'log-1,my-bot,INFO,started,2026-11-20 11:15:00+01:00,my-bot,,,,Europe/Rome',
);

export const PROJECTS_CSV = csvOf(
  'project,messages,firstTime,lastTime,timeZone',
  'my-bot,128456,2025-03-01 09:00:12.500000+01:00,2026-11-20 11:15:00+01:00,Europe/Rome',
);

export const CONVERSATIONS_CSV = csvOf(
  'conversationId,userId,channel,firstTime,lastTime,messages,fallbacks,timeZone',
  'conversation-1,anna,TELEGRAM,2026-11-20 11:15:00+01:00,2026-11-20 11:21:30.250000+01:00,12,1,Europe/Rome',
);

export const ANALYTICS_CSV = csvOf(
  'id,descriptor,result,computedAt,state,reason,nextTry,timeZone',
  '019aa0f2-7c3b-7d6e-9c1a-0d4b5f6a7e82,"{""project"":""my-bot"",""timespan"":{""type"":""moving"",""value"":""30d""},""type"":""count"",""dimension"":""user"",""metric"":""active""}",,,waiting,,,Europe/Rome',
);

const RESULTS_COLUMNS = 'descriptor,metric,field,window,interval,from,to,segment,rest,count';

export const RESULT_CSV = csvOf(
  `${RESULTS_COLUMNS},approximate,timeZone`,
  '0,user.active,,current,,2026-10-21 00:00:00+02:00,2026-11-20 00:00:00+01:00,,,57,,Europe/Rome',
);

export const RESULTS_CSV = csvOf(
  `${RESULTS_COLUMNS},avg,approximate,timeZone`,
  '0,message.requests,,current,,2026-11-18 00:00:00+01:00,2026-11-20 00:00:00+01:00,,,12,,,Europe/Rome',
  '0,message.requests,,current,day,2026-11-18 00:00:00+01:00,2026-11-19 00:00:00+01:00,,,7,,,Europe/Rome',
  '0,message.requests,,current,day,2026-11-19 00:00:00+01:00,2026-11-20 00:00:00+01:00,,,5,,,Europe/Rome',
  '1,message.all,channel,current,,2026-11-18 00:00:00+01:00,2026-11-20 00:00:00+01:00,TELEGRAM,,20,,,Europe/Rome',
  '1,message.all,channel,current,,2026-11-18 00:00:00+01:00,2026-11-20 00:00:00+01:00,,true,4,,,Europe/Rome',
  '2,avg,intent.confidence,current,,2026-11-18 00:00:00+01:00,2026-11-20 00:00:00+01:00,,,,0.87,,Europe/Rome',
);

function csvOf(...rows: readonly string[]): string {
  return rows.map((row) => `${row}\r\n`).join('');
}
