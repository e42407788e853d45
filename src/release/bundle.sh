#!/bin/sh
# Makes the release bundle of the jar that Maven has built; the profile release calls it:
#   bundle.sh VERSION TIME JDK
# TIME is the time that each file in it has. JDK is the home of the one whose runtime goes into it; if
# it is empty, that is a JDK 25 of /usr/lib/jvm, or else the one that runs the build (JAVA_HOME).
set -eu

version=$1 time=$2 jdk=$3
umask 022
# The times in a jar depend on it.
TZ=UTC && export TZ
project=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
target=$project/target
jar=$target/role-binding-import.jar
name=role-binding-import-$version-linux-$(uname -m)
work=$target/bundle
home=$work/$name

if [ -z "$jdk" ]; then
  jdk=$(grep -l '^JAVA_VERSION="25[".]' /usr/lib/jvm/*/release 2>/dev/null | head -n 1)
  jdk=${jdk%/release}
  jdk=${jdk:-$JAVA_HOME}
fi
feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release")
echo "The bundle gets the runtime of JDK $feature."

rm -rf -- "$work"
mkdir -p -- "$work/training" "$home/bin" "$home/share/zsh/site-functions" "$home/licenses"

# The application. What only extracts it is of no use in it.
"$jdk/bin/java" -Djarmode=tools -jar "$jar" extract --destination "$home/lib"
rm -f -- "$home"/lib/lib/spring-boot-jarmode-tools-*.jar

# The runtime: the modules that the classes name, and those that are found by name only, for TLS
# and for Kerberos, which PostgreSQL may ask for.
modules=$("$jdk/bin/jdeps" -q --multi-release "$feature" --ignore-missing-deps --print-module-deps \
  --class-path "$home/lib/lib/*" "$home/lib/role-binding-import.jar")
modules=$modules,jdk.crypto.ec,jdk.security.auth,jdk.security.jgss
# An archive of an earlier JDK is bound to the folder in which it was made, so that the runtime
# only has the one of its own classes.
set --
[ "$feature" -ge 25 ] || set -- --generate-cds-archive
"$jdk/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages "$@" \
  --output "$home/runtime"

# What a person reads.
cp -R -- "$project/README.md" "$project/LICENSE" "$project/docs" "$project/samples" "$home"
cp -- "$target/classes/META-INF/sbom/application.cdx.json" "$home/sbom.cdx.json"
cp -- "$target/generated-sources/license/THIRD-PARTY.txt" "$home/licenses"
for library in "$home"/lib/lib/*.jar; do
  notices=$(unzip -Z1 "$library" | grep -iE '^(META-INF/)?[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*$' || :)
  # shellcheck disable=SC2086
  [ -z "$notices" ] || unzip -qq "$library" $notices -d "$home/licenses/$(basename -- "$library" .jar)"
done

# The script, the manual pages, and completion.
install -m 755 -- "$project/src/release/role-bindings" "$home/bin"
"$home/runtime/bin/java" -cp "$home/lib/role-binding-import.jar" org.rolebindings.cli.ReferencePages "$home/share"
cp -- "$project/src/release/_role-bindings" "$home/share/zsh/site-functions"

# The cache of classes. A JVM takes no class from it if a jar has another time, so these get theirs
# first. The training run must not see the user's settings, key and files. Profiles of methods would
# have the second compiler work during the start: without them it takes 0.8 of the CPU.
chmod -R u=rwX,go=rX -- "$home"
find "$home" -exec touch -h -d "$time" -- {} +
if [ "$feature" -ge 25 ]; then
  (cd -- "$work/training" && env -i LC_ALL=C.UTF-8 ARIZE_API_KEY=training \
    "$home/runtime/bin/java" -XX:-UsePerfData "-Djava.io.tmpdir=$work/training" \
    -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining "-XX:AOTCacheOutput=$home/lib/classes.aot" \
    -cp "$home/lib/role-binding-import.jar" org.rolebindings.cli.TrainingRun) > "$work/training.log" 2>&1 </dev/null || {
    cat -- "$work/training.log" >&2
    exit 1
  }
  chmod 644 -- "$home/lib/classes.aot"
fi

# The order, times and owners of what is in it are always the same.
tar -c -C "$work" --sort=name --format=gnu --mtime="$time" --owner=0 --group=0 --numeric-owner -- "$name" |
  gzip -n > "$target/$name.tar.gz"

# Maven gave the jar the time of the release. bin/role-bindings tells by the time whether it is new.
touch -- "$jar"
