"""How mail leaves: a relay by SMTP, a folder, an mbox, a program; and the threads that send."""
