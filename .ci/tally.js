// Prints `PASSED FAILED` of a vitest JSON report; what is wrong goes to the error output. A skipped
// or unwritten test is a failure here, and so is a file that did not load.
import { existsSync, readFileSync } from 'node:fs';

const [path, status] = process.argv.slice(2);
if (!existsSync(path)) {
  console.error('the tests left no report');
  console.log(0, 1);
  process.exit();
}
const report = JSON.parse(readFileSync(path, 'utf8'));

const tests = report.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map((test) => ({ name: `${name} > ${test.fullName}`, status: test.status })),
);
const passed = tests.filter((test) => test.status === 'passed').length;
const notPassed = tests.filter((test) => test.status !== 'passed');
const notLoaded = report.testResults
  .filter((file) => file.status === 'failed')
  .filter((file) => file.assertionResults.every((test) => test.status !== 'failed'))
  .map((file) => ({ name: file.name, status: 'failed as a file' }));

const wrong = [...notPassed, ...notLoaded];
if (wrong.length === 0 && status !== '0') {
  wrong.push({ name: 'npm test', status: `ended with status ${status}` });
}
if (passed === 0) wrong.push({ name: 'npm test', status: 'ran no test' });
for (const test of wrong) console.error(`${test.status}: ${test.name}`);
console.log(passed, wrong.length);
