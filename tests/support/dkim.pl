# Sign or verify mails with Mail::DKIM, which asks a table in memory instead of the DNS.
#
#   dkim.pl verify NAME TXT FILE...             a line each: what the verifier says
#   dkim.pl sign DOMAIN SELECTOR KEY HEADERS FILE   the header that signs the file
use strict;
use warnings;

package Table;
use Net::DNS;

sub new { my ($class, $name, $text) = @_; return bless { lc $name => $text }, $class }

sub send {
    my ($self, $name, $type) = @_;
    my $answer = Net::DNS::Packet->new($name, $type, 'IN');
    my $text = $self->{lc $name};
    if (!defined $text) { $answer->header->rcode('NXDOMAIN'); return $answer }
    # A string of TXT has at most 255 bytes (RFC 1035, 3.3).
    my @strings = unpack '(a255)*', $text;
    $answer->push(answer => Net::DNS::RR->new(name => $name, type => 'TXT', txtdata => \@strings));
    $answer->header->rcode('NOERROR');
    return $answer;
}

sub errorstring { return 'NOERROR' }

package main;
use Mail::DKIM::DNS;
use Mail::DKIM::PrivateKey;
use Mail::DKIM::Signer;
use Mail::DKIM::Verifier;

sub fed {
    my ($reader, $path) = @_;
    open my $file, '<:raw', $path or die "$path: $!";
    local $/ = undef;
    $reader->PRINT(<$file>);
    $reader->CLOSE;
    return $reader;
}

my $task = shift;
if ($task eq 'verify') {
    my ($name, $text, @paths) = @ARGV;
    Mail::DKIM::DNS::resolver(Table->new($name, $text));
    for (@paths) { print fed(Mail::DKIM::Verifier->new, $_)->result_detail, "\n" }
}
else {
    my ($domain, $selector, $key, $headers, $path) = @ARGV;
    my $signer = Mail::DKIM::Signer->new(
        Algorithm => 'rsa-sha256', Method => 'relaxed/relaxed', Headers => $headers,
        Domain => $domain, Selector => $selector,
        Key => Mail::DKIM::PrivateKey->load(File => $key),
    );
    print fed($signer, $path)->signature->as_string, "\r\n";
}
