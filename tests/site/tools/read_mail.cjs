// Read a message as mail programs written for Node do; print what it says as JSON.
const { readFileSync } = require('node:fs')
const { simpleParser } = require('mailparser')

simpleParser(readFileSync(process.argv[2]), { skipTextToHtml: true, skipImageLinks: true }).then(mail => {
  console.log(JSON.stringify({
    from: mail.from.value, to: mail.to.value, replyTo: mail.replyTo.value,
    subject: mail.subject, date: mail.date.toISOString(), messageId: mail.messageId,
    text: mail.text, html: mail.html,
    list: Object.fromEntries(mail.headerLines.filter(({ key }) => key.startsWith('list-')).map(({ key, line }) => [key, line])),
    attachments: mail.attachments.map(({ filename, contentType, checksum, cid, size }) => ({ filename, contentType, checksum, cid, size }))
  }))
})
