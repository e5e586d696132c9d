// Read messages as mail programs written for Node do; print what each says as a line of JSON.
const { readFileSync } = require('node:fs')
const { simpleParser } = require('mailparser')

const read = async file => {
  const mail = await simpleParser(readFileSync(file), { skipTextToHtml: true, skipImageLinks: true })
  console.log(JSON.stringify({
    from: mail.from.value, to: mail.to.value, replyTo: mail.replyTo.value,
    subject: mail.subject, date: mail.date.toISOString(), messageId: mail.messageId,
    text: mail.text, html: mail.html,
    list: Object.fromEntries(mail.headerLines.filter(({ key }) => key.startsWith('list-')).map(({ key, line }) => [key, line])),
    attachments: mail.attachments.map(({ filename, contentType, checksum, cid, size }) => ({ filename, contentType, checksum, cid, size }))
  }))
}

process.argv.slice(2).reduce((before, file) => before.then(() => read(file)), Promise.resolve())
