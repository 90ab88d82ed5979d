// All mandatory tests and the strict schema of CSAF 2.0 by secvisogram's library: documents come in
// on stdin as a JSON list, what fails goes out on stdout.
import * as mandatory from '@secvisogram/csaf-validator-lib/mandatoryTests.js'
import * as schema from '@secvisogram/csaf-validator-lib/schemaTests.js'
import validateStrict from '@secvisogram/csaf-validator-lib/validateStrict.js'

let text = ''
for await (const part of process.stdin) text += part
const found = []
for (const document of JSON.parse(text)) {
  const tests = [schema.csaf_2_0_strict, ...Object.values(mandatory)]
  const { tests: results } = await validateStrict(tests, document)
  found.push(results.filter((one) => !one.isValid).map((one) => [one.name, one.errors]))
}
process.stdout.write(JSON.stringify(found))
