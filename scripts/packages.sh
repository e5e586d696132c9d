#!/bin/sh
# Make sure that the machine has the native libraries and programs that a target needs.
#
#   packages.sh site   what setting PDFs needs; without it, nothing can be built
#   packages.sh test   what the tests need besides; what is missing is skipped, and said
#
# On Debian and Ubuntu, as root or with sudo, it installs what is missing. Elsewhere it prints the
# line to run.
set -eu

has_library() {
    python3 -c 'import ctypes.util, sys; sys.exit(ctypes.util.find_library(sys.argv[1]) is None)' "$1"
}

missing=
need_library() { has_library "$1" || missing="$missing $2"; }
need_program() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }

need_library pango-1.0 libpango-1.0-0
need_library pangoft2-1.0 libpangoft2-1.0-0
need_library harfbuzz-subset libharfbuzz-subset0
if [ "$1" = test ]; then
    need_program pdftotext poppler-utils
    need_program qpdf qpdf
    need_program localedef locales
    [ -e /usr/share/i18n/locales/tr_TR ] || missing="$missing locales"
    need_program git git
    # veraPDF checks the PDFs: a compiler of Java, what its jar leaves out, fonts that are not ours.
    need_program javac openjdk-17-jdk-headless
    need_java() { [ -e "/usr/share/java/$1.jar" ] || missing="$missing $2"; }
    need_java jaxb-runtime libjaxb-java
    need_java jaxb-api libjaxb-api-java
    need_java istack-commons-runtime libistack-commons-java
    need_java txw2 libtxw2-java
    need_java stax-ex libstax-ex-java
    need_java FastInfoset libfastinfoset-java
    need_java javax.activation libactivation-java
    [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || missing="$missing fonts-noto-cjk"
    [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || missing="$missing fonts-dejavu-core"
    # As wide as the faces that mail programs have, where mail is held to the width of a phone.
    ls /usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf >/dev/null 2>&1 \
        || missing="$missing fonts-liberation"
    need_program chromium chromium
    need_program newsboat newsboat
    # Tests of delivery start a PostgreSQL of their own; its programs stand outside of PATH.
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need_program initdb postgresql
    # Mail: what scores it, and readers that are not Python's.
    need_program spamassassin spamassassin
    need_program mshow mblaze
    need_program mutt mutt
    # Signatures of mail are made and verified by two programs.
    need_program openssl openssl
    perl -MMail::DKIM -e 1 2>/dev/null || missing="$missing libmail-dkim-perl"
    # What the mail servers need that tests unpack and start.
    need_library gnutls-dane libgnutls-dane0
    need_library sasl2 libsasl2-2
    # The driver of the browser brings a Node that is linked to it.
    need_library atomic libatomic1
fi
missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')
[ -n "${missing# }" ] || exit 0

line="apt-get install --yes --no-install-recommends $missing"
if command -v apt-get >/dev/null 2>&1; then
    run=
    if [ "$(id -u)" = 0 ]; then
        run=env
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        run="sudo env"
    fi
    if [ -n "$run" ]; then
        echo "installing: $missing"
        $run DEBIAN_FRONTEND=noninteractive apt-get update --quiet=2
        $run DEBIAN_FRONTEND=noninteractive $line --quiet=2 >/dev/null
        exit 0
    fi
    echo "missing: $missing"
    echo "run:     sudo $line"
else
    echo "missing, by the names of Debian's packages: $missing"
    echo "on Fedora: dnf install pango harfbuzz poppler-utils qpdf chromium java-latest-openjdk-headless newsboat"
    echo "on macOS:  brew install pango harfbuzz poppler qpdf openjdk newsboat; brew install --cask chromium"
fi
# Without the libraries no PDF can be set; without the programs some tests are skipped.
[ "$1" = test ] && [ "${CI:-}" != true ] && has_library pango-1.0 && exit 0
exit 1
