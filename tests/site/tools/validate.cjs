// Hold JSON files against a JSON Schema; print every fault, say nothing of sound files.
const { readFileSync } = require('node:fs')
const Ajv = require('ajv')

const [schema, ...files] = process.argv.slice(2)
const read = file => JSON.parse(readFileSync(file, 'utf8'))
// Schemas that others publish use words of other drafts, and formats that Ajv leaves to plug-ins.
const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false, validateSchema: false })
  .compile({ ...read(schema), $schema: undefined })

for (const file of files) {
  if (!validate(read(file))) {
    for (const { instancePath, message } of validate.errors) {
      console.log(`${file}: ${instancePath} ${message}`)
    }
  }
}
