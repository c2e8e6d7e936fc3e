export { freePort } from '@memex/test-services';
