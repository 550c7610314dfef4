#!/bin/sh
# Writes a minimal system of this machine's own release of Debian (or Ubuntu) to the named tar file, to stand under
# an image where no registry of images can be reached. Packages come from where apt gets them. Needs root.
#
#     deploy/debian_base.sh base.tar && docker import base.tar my-base
set -eu

archive=$1
# shellcheck source=/dev/null
release=$(. /etc/os-release && echo "$VERSION_CODENAME")

mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
  awk -v release="$release" '$2 == release && $3 == "main" { print $1; exit }')
if [ -z "$mirror" ]; then
  echo "apt knows no mirror for the release $release; look at its sources, or run 'apt-get update' once." >&2
  exit 1
fi
# debootstrap fetches with wget, which reads a proxy only from the environment
for scheme in http https; do
  proxy=$(apt-config dump --format '%v' "Acquire::$scheme::Proxy")
  [ -z "$proxy" ] || export "${scheme}_proxy=$proxy"
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
debootstrap --variant=minbase "$release" "$folder/base" "$mirror" >"$folder/log" 2>&1 || {
  tail -n 5 "$folder/log" >&2
  exit 1
}
# indexes, manuals and translations are a third of it, and nothing in a container reads them
tar --create --file "$archive" --directory "$folder/base" --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' \
  --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' .
