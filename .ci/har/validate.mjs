// Holds HAR files against the JSON schema of HAR 1.2: node validate.mjs FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import schemas from 'har-schema';
const draft06 = createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json');

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
ajv.addMetaSchema(draft06);
for (const schema of Object.values(schemas)) ajv.addSchema(schema);
const validate = ajv.getSchema('har.json#') ?? ajv.getSchema('har.json');

let failed = false;
for (const file of process.argv.slice(2)) {
  const document = JSON.parse(readFileSync(file, 'utf8'));
  if (!validate(document)) {
    failed = true;
    for (const e of validate.errors.slice(0, 10)) console.error(`${file}: ${e.instancePath} ${e.message}`);
  }
}
if (process.argv.length < 3) throw new Error('name the files to validate');
process.exit(failed ? 1 : 0);
