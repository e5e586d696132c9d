// Hold the HTML parts of mails against the data of caniemail; print what some program lacks.
import { readFileSync } from 'node:fs'
import { caniemail } from 'caniemail'

const CLIENTS = ['gmail.*', 'outlook.*', 'apple-mail.*', 'yahoo.*']

for (const file of process.argv.slice(2)) {
  const { issues } = caniemail({ clients: CLIENTS, html: readFileSync(file, 'utf8') })
  for (const level of ['errors', 'warnings']) {
    for (const [client, found] of issues[level]) {
      for (const { title, notes, position } of found) {
        console.log(JSON.stringify({ level, client, title, notes }))
      }
    }
  }
}
