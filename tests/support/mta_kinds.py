"""Postfix and Exim as tests run them: their configurations, without any way out."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from support.debian import libraries, unpacked
from support.mta import BOXES, DOMAINS, DROP, PROGRAMS, SERVICE, WORK, Kind, Ports

_MAIN = f"""
compatibility_level = 3.6
queue_directory = {WORK}/queue
data_directory = {WORK}/data
daemon_directory = {PROGRAMS}/usr/lib/postfix/sbin
shlib_directory = {PROGRAMS}/usr/lib/postfix
command_directory = {PROGRAMS}/usr/sbin
import_environment = MAIL_CONFIG TZ LD_LIBRARY_PATH LANG=C
maillog_file = {WORK}/log
maillog_file_prefixes = {WORK}
mail_owner = postfix
setgid_group = postdrop
myhostname = postfix.test
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
local_recipient_maps =
local_transport = error:this machine has no users
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
notify_classes =
smtpd_peername_lookup = no
smtpd_relay_restrictions = reject_unauth_destination
smtpd_reject_unlisted_recipient = no
smtpd_recipient_restrictions = check_recipient_access texthash:{WORK}/answers,
  reject_unlisted_recipient
smtpd_tls_security_level = may
smtpd_tls_cert_file = {WORK}/cert.pem
smtpd_tls_key_file = {WORK}/key.pem
smtpd_error_sleep_time = 0
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
recipient_delimiter = +
virtual_transport = virtual
virtual_mailbox_domains = {", ".join(DOMAINS)}
virtual_mailbox_maps = texthash:{WORK}/mailboxes
virtual_mailbox_base = {WORK}/mail
virtual_minimum_uid = 100
virtual_uid_maps = static:{BOXES}
virtual_gid_maps = static:{BOXES}
"""

# Without services that could reach another machine, and without what takes mail from users.
# Each connection finds the lists of mailboxes and of answers as they are then.
_MASTER = """
127.0.0.1:{usual} inet n - n - - smtpd -o max_use=1
127.0.0.1:{plain} inet n - n - - smtpd -o max_use=1
  -o smtpd_discard_ehlo_keywords=pipelining,silent-discard
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
tlsmgr unix - - n 1000? 1 tlsmgr
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual -o max_use=1
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""

_OWN = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming")
_MORE = ("private", "saved", "trace")


class Postfix:
    """Postfix, from Debian's package."""

    name = "postfix"
    users: ClassVar = {"postfix": SERVICE, "postdrop": DROP, "boxes": BOXES}

    def programs(self) -> Path:
        """Return the folder with the unpacked programs."""
        return unpacked("postfix", ("postfix",))

    def lay_out(self, work: Path, ports: Ports) -> None:
        """Write the configuration and make the queue."""
        queue = work / "queue"
        for name in (*_OWN, *_MORE):
            (queue / name).mkdir(parents=True, mode=0o700)
            os.chown(queue / name, SERVICE, -1)
        (queue / "pid").mkdir()
        for name, mode in (("maildrop", 0o730), ("public", 0o710)):
            (queue / name).mkdir()
            (queue / name).chmod(mode)
            os.chown(queue / name, SERVICE, DROP)
        (work / "data").mkdir(mode=0o700)
        os.chown(work / "data", SERVICE, -1)
        (work / "etc").mkdir()
        (work / "etc/main.cf").write_text(_MAIN, encoding="utf-8")
        (work / "etc/master.cf").write_text(_MASTER.format(**vars(ports)), encoding="utf-8")

    def command(self) -> Sequence[str]:
        """Return the command that serves; it insists on being the first process."""
        path = f"LD_LIBRARY_PATH={PROGRAMS}/usr/lib/postfix"
        return (
            "env",
            path,
            f"{PROGRAMS}/usr/lib/postfix/sbin/master",
            "-i",
            "-c",
            f"{WORK}/etc",
        )

    def waiting(self, work: Path) -> list[Path]:
        """Return the mails that wait: a file that may not be executed was never taken."""
        found = [*(work / "queue").glob("[ia]*/*"), *(work / "queue/deferred").glob("*/*")]
        return [path for path in found if _is_whole(path)]


def _is_whole(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & 0o100)
    except FileNotFoundError:
        return False


_EXIM = """
primary_hostname = exim.test
spool_directory = {work}/spool
log_file_path = {work}/logs/%s
exim_user = Debian-exim
exim_group = Debian-exim
exim_path = {programs}/usr/sbin/exim4
deliver_drop_privilege = true
never_users =
keep_environment = LD_LIBRARY_PATH
add_environment =
local_interfaces = 127.0.0.1
daemon_smtp_ports = {ports}
disable_ipv6 = true
host_lookup =
rfc1413_hosts =
rfc1413_query_timeout = 0s
dns_dnssec_ok = 0
domainlist ours = {domains}
tls_advertise_hosts = *
tls_certificate = {work}/cert.pem
tls_privatekey = {work}/key.pem
pipelining_advertise_hosts = *
log_selector = +smtp_protocol_error +smtp_syntax_error
acl_smtp_rcpt = recipient
acl_smtp_data = accept
smtp_accept_max = 0
message_size_limit = 50M

begin acl
recipient:
  deny message = relay not permitted
    !domains = +ours
  warn set acl_m_answer = ${{lookup{{$local_part@$domain}}lsearch{{{work}/answers}}}}
  accept condition = ${{if eq{{$acl_m_answer}}{{OK}}}}
  defer message = $acl_m_answer
    condition = ${{if match{{$acl_m_answer}}{{^4}}}}
  deny message = 550 5.1.1 there is nobody of this name
    recipients = ^nobody
  require verify = recipient
  accept

begin routers
boxes:
  driver = accept
  domains = +ours
  local_part_suffix = +*
  local_part_suffix_optional
  address_data = ${{lookup{{$local_part@$domain}}lsearch{{{work}/mailboxes}}{{$value}}fail}}
  transport = box

begin transports
box:
  driver = appendfile
  directory = {work}/mail/$address_data
  maildir_format
  create_directory
  delivery_date_add
  envelope_to_add
  return_path_add

begin retry
* * F,1h,1s
"""


class Exim:
    """Exim, from Debian's packages. All of it runs as one user: nobody has to be changed to."""

    name = "exim"
    users: ClassVar[Mapping[str, int]] = {"Debian-exim": BOXES}

    def programs(self) -> Path:
        """Return the folder with the unpacked programs."""
        return unpacked("exim", ("exim4-daemon-light", "libidn12"))

    def lay_out(self, work: Path, ports: Ports) -> None:
        """Write the configuration and make the spool."""
        for name in ("spool", "logs"):
            (work / name).mkdir(mode=0o750)
            os.chown(work / name, BOXES, BOXES)
        os.chown(work / "key.pem", BOXES, BOXES)
        text = _EXIM.format(
            work=WORK,
            programs=PROGRAMS,
            domains=" : ".join(DOMAINS),
            ports=f"{ports.usual} : {ports.plain}",
        )
        (work / "exim.conf").write_text(text, encoding="utf-8")

    def command(self) -> Sequence[str]:
        """Return the command that serves, and goes through the spool from the start on."""
        root = self.programs()
        path = f"LD_LIBRARY_PATH={libraries(root)}".replace(str(root), str(PROGRAMS))
        exim = f"{PROGRAMS}/usr/sbin/exim4"
        return ("env", path, exim, "-C", f"{WORK}/exim.conf", "-bdf", "-q1s")

    def waiting(self, work: Path) -> list[Path]:
        """Return the mails that wait: of one that is delivered the body goes first."""
        found = (work / "spool/input").glob("*-H")
        return [path for path in found if path.with_name(f"{path.name[:-1]}D").exists()]


KINDS: Mapping[str, Kind] = {"postfix": Postfix(), "exim": Exim()}
