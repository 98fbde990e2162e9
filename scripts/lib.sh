# Shared by the scripts next to it, to be sourced: GRADISCOPE_ROOT, gradiscope_build, gradiscope_package and gradiscope_java.
# The user's working directory is never left, so that the relative paths he gives stay his.

GRADISCOPE_ROOT=$(cd -- "${BASH_SOURCE[0]%/*}/.." && pwd -P)

gradiscope_say() {
	printf 'gradiscope: %s\n' "$1" >&2
}

# $1 the message, $2 the exit status: 1 where something failed, 2 where the call was wrong.
gradiscope_fail() {
	gradiscope_say "$1"
	exit "${2:-1}"
}

# Sets JAVA, from JAVA_HOME or the PATH.
gradiscope_find_java() {
	JAVA=${JAVA_HOME:+$JAVA_HOME/bin/java}
	[[ -n $JAVA && -x $JAVA ]] || JAVA=$(type -P java) ||
		gradiscope_fail 'Java 17 or newer was not found. Install a JDK (Debian: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME.'
}

gradiscope_check_java() {
	local version
	version=$("$JAVA" -version 2>&1) || gradiscope_fail "$JAVA does not start. Install a JDK 17 or newer, or set JAVA_HOME to one."
	[[ $version =~ version\ \"([0-9]+) ]] && ((BASH_REMATCH[1] >= 17)) ||
		gradiscope_fail "Java 17 or newer is needed, but $JAVA is version ${BASH_REMATCH[1]:-unknown}. Install a JDK 17 or set JAVA_HOME to one."
}

# Whether class path file $1 is there, newer than the pom and all under the folders $2..., and names files that exist.
gradiscope_fresh() {
	local file=$1 jar jars
	shift
	[[ -s $file && ! $GRADISCOPE_ROOT/pom.xml -nt $file && -d $GRADISCOPE_ROOT/target/classes ]] || return 1
	# Folders count too: their time changes when a file is removed.
	[[ -z $(find "$@" -newer "$file" -print -quit 2>/dev/null) ]] || return 1
	IFS=: read -r -a jars <"$file"
	for jar in "${jars[@]}"; do [[ -e $jar ]] || return 1; done
}

# Fails by what log $1 of Maven says.
gradiscope_maven_failed() {
	local artifact
	if artifact=$(grep -m 1 -o -e 'Could not transfer artifact [^ ]*' -e 'in offline mode and the artifact [^ ]*' "$1"); then
		gradiscope_fail "Maven could not fetch ${artifact##* }. Connect this machine to Maven Central, or tell Maven your proxy (~/.m2/settings.xml)${GRADISCOPE_OTHERWISE:-}. The whole of its messages is in $1."
	fi
	grep -v -e '^\[ERROR\] *$' -e 'Help 1\]' -e 'the -[eX] switch' -e 'For more information' "$1" | tail -n 15 >&2
	gradiscope_fail "The build failed; the whole of its messages is in $1."
}

# Runs Maven quietly: $1 the class path file to leave behind, the rest its arguments. GRADISCOPE_TASK says what for, and
# GRADISCOPE_OTHERWISE what to do without a network.
gradiscope_maven() {
	local file=$1 target=$GRADISCOPE_ROOT/target log
	shift
	log=$target/build.log
	type -P mvn >/dev/null ||
		gradiscope_fail 'Maven (mvn) was not found. Install it (Debian: apt-get install maven).'
	gradiscope_find_java
	gradiscope_check_java
	mkdir -p "$target" || gradiscope_fail "$target cannot be written. Give yourself the right to, or build as its owner."
	gradiscope_say "${GRADISCOPE_TASK:-building}..."
	: >"$file.started"
	# The checks of style are for mvn verify: here they would only stand between a user and his result.
	if ! mvn -q -B -ntp -f "$GRADISCOPE_ROOT/pom.xml" -Pscripts -DskipTests -Denforcer.skip -Dformatter.skip \
		-Dlicense.skipCheckLicense "-Dmdep.outputFile=$file.new" "$@" >"$log" 2>&1 || [[ ! -s $file.new ]]; then
		gradiscope_maven_failed "$log"
	fi
	# As old as the start, so that a source changed meanwhile is seen next time.
	touch -r "$file.started" "$file.new" && mv -f "$file.new" "$file"
	rm -f "$file.started"
}

# Compiles the application if need be and sets CLASSPATH_FILE.
gradiscope_build() {
	CLASSPATH_FILE=$GRADISCOPE_ROOT/target/classpath.txt
	gradiscope_locked gradiscope_fresh "$CLASSPATH_FILE" "$GRADISCOPE_ROOT/src/main" "$GRADISCOPE_ROOT/src/tools" -- \
		gradiscope_maven "$CLASSPATH_FILE" compile dependency:build-classpath -DincludeScope=compile
}

# Whether the plugin is packed, by whatever build, from the sources as they are; sets JAR.
gradiscope_packed() {
	for JAR in "$GRADISCOPE_ROOT"/target/update-site/jars/gradiscope-*.jar; do :; done
	[[ -f $JAR && ! $GRADISCOPE_ROOT/pom.xml -nt $JAR && -z $(find "$GRADISCOPE_ROOT/src/main" -newer "$JAR" -print -quit) ]]
}

# Packs the plugin if need be and sets JAR.
gradiscope_package() {
	gradiscope_locked gradiscope_packed -- gradiscope_maven "$GRADISCOPE_ROOT/target/package-classpath.txt" \
		package dependency:build-classpath -DincludeScope=compile -Dmaven.test.skip
	gradiscope_packed || gradiscope_fail "$GRADISCOPE_ROOT has changed while it was built. Run this again."
}

# $1... -- $2...: unless the first command holds, runs the second, one process at a time.
gradiscope_locked() {
	local check=()
	while [[ $1 != -- ]]; do
		check+=("$1")
		shift
	done
	shift
	"${check[@]}" && return
	(
		mkdir -p "$GRADISCOPE_ROOT/target" 2>/dev/null
		if type -P flock >/dev/null && exec 9>"$GRADISCOPE_ROOT/target/.build-lock"; then flock 9; fi
		"${check[@]}" || "$@" 9>&-
	) || exit 1
}

# gradiscope_exec CLASSPATH MAINCLASS [ARGS...]: replaces this process by Java's.
gradiscope_exec() {
	local classpath=$1 options checked=$GRADISCOPE_ROOT/target/java-checked.txt
	shift
	gradiscope_find_java
	# Asking for the version takes longer than all the rest: once for each Java.
	if ! [[ -r $checked && $(<"$checked") == "$JAVA" && $checked -nt $JAVA ]]; then
		gradiscope_check_java
		printf '%s\n' "$JAVA" >"$checked" 2>/dev/null || true
	fi
	read -r -a options <<<"${GRADISCOPE_JAVA_OPTS:-}" || true
	# Java takes the names of files by the locale: one of ASCII alone has no letters for größe.tif.
	if [[ $(locale charmap 2>/dev/null) == ANSI_X3.4-1968 ]]; then export LC_ALL=C.UTF-8; fi
	# TensorFlow's native code: errors only.
	export TF_CPP_MIN_LOG_LEVEL=${TF_CPP_MIN_LOG_LEVEL:-2}
	# Half of the memory for Java; the other half is for TensorFlow, whose tensors live outside. JavaCPP refuses to
	# allocate once the whole process is over twice Java's limit, which is then the memory there is.
	exec "$JAVA" -XX:MaxRAMPercentage=50 -Djava.awt.headless=true -Dfile.encoding=UTF-8 \
		-Dorg.slf4j.simpleLogger.defaultLogLevel=warn ${options[@]+"${options[@]}"} -cp "$classpath" "$@"
}

# gradiscope_java MAINCLASS [ARGS...]: builds if need be, then runs a main class of the application.
gradiscope_java() {
	gradiscope_build
	gradiscope_exec "$GRADISCOPE_ROOT/target/classes:$(<"$CLASSPATH_FILE")" "$@"
}
