# Shared by scripts/site and scripts/test; sourced, not run. Makes .venv and installs what a lock file names.
# Sets: root, bin. Functions: say, fail, has, has_pango, system_packages, prepare.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
bin=$root/.venv/bin

say() { printf '%s\n' "$*" >&2; }
fail() {
	say "$*"
	exit 2
}

# Whether a command is here; servers may stand where not everybody looks.
has() { PATH=$PATH:/usr/sbin:/usr/local/sbin command -v "$1" >/dev/null 2>&1; }

# Whether the library is here that lays out handouts.
has_pango() { "$bin/python" -c 'import weasyprint' >/dev/null 2>&1; }
pango="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# Install Debian packages when we may; else print the one command that does.
system_packages() {
	command -v apt-get >/dev/null 2>&1 || return 1
	if [ "$(id -u)" = 0 ]; then
		as_root=
	elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
		as_root=sudo
	else
		say "Please run this once, then try again:  sudo apt-get install -y $*"
		return 1
	fi
	say "Installing $* …"
	$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# The newest Python that is 3.11 or later.
find_python() {
	for name in python3.14 python3.13 python3.12 python3.11 python3; do
		if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
			command -v "$name"
			return
		fi
	done
	fail "Bonewise needs Python 3.11 or later. Debian and Ubuntu: sudo apt-get install python3 python3-venv. macOS: brew install python."
}

make_venv() {
	[ -x "$bin/python" ] && "$bin/python" -c 'import pip' 2>/dev/null && return
	python=$(find_python)
	rm -rf "$root/.venv"
	# Debian splits venv's pip off into a package of its own.
	if ! "$python" -c 'import ensurepip' 2>/dev/null; then
		version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
		system_packages "$version" || fail "Python lacks its venv module: install $version."
	fi
	"$python" -m venv "$root/.venv" || fail "Could not make $root/.venv."
}

# prepare LOCKFILE: install exactly what it names, once; a second call with the same files does nothing.
prepare() {
	make_venv
	lock=$root/$1
	stamp=$root/.venv/.installed-$(printf %s "$1" | tr / -)
	now=$(cat "$lock" "$root/pyproject.toml" | cksum)
	[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && return
	say "Installing from $1 (hash-checked) …"
	"$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes --requirement "$lock" ||
		fail "Installing failed; the messages above say why. A first installation needs the network."
	"$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable "$root" ||
		fail "Installing Bonewise itself failed; the messages above say why."
	printf %s "$now" >"$stamp"
}
