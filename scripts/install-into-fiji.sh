#!/usr/bin/env bash
# Installs Gradiscope into a Fiji, or into an ImageJ without SciJava: its jar, and TensorFlow's libraries for this
# machine. Prints the paths written, one a line. Nothing else there is touched but older jars of Gradiscope itself.
# scripts/install-into-fiji.sh [--platform NAME] [--gpu | --no-natives] FOLDER; docs/install.md explains.
set -euo pipefail
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/lib.sh"

PLATFORMS='linux-x86_64 linux-arm64 macosx-x86_64 macosx-arm64 windows-x86_64'
# Those with libraries for a graphics card too.
GPU_PLATFORMS='linux-x86_64'

wrong() {
	gradiscope_fail "$1 The call is: scripts/install-into-fiji.sh [--platform NAME] [--gpu | --no-natives] FOLDER" 2
}

# Whether a file is there; for patterns.
any() {
	[[ -e $1 ]]
}

is_fiji() {
	any "$1"/jars/ij-[0-9]*.jar && any "$1"/jars/imagej-legacy-[0-9]*.jar
}

is_imagej() {
	[[ -f $1/ij.jar || -f $1/ImageJ.app/Contents/Java/ij.jar ]]
}

# Sets ROOT to the folder of the application.
find_application() {
	ROOT=$(cd -- "$1" 2>/dev/null && pwd -P) || wrong "There is no folder $1."
	# On a Mac, what is opened lies in Fiji's folder, or in ImageJ's.
	if [[ $ROOT == *.app ]] && ! is_fiji "$ROOT" && { is_fiji "${ROOT%/*}" || is_imagej "${ROOT%/*}"; }; then ROOT=${ROOT%/*}; fi
	is_fiji "$ROOT" || is_imagej "$ROOT" ||
		wrong "$1 is no Fiji, which has jars/ij-VERSION.jar and jars/imagej-legacy-VERSION.jar, and no ImageJ, which has ij.jar."
}

# The newest Java that comes with the application; nothing where none does.
own_java() {
	local file newest=0 version
	while IFS= read -r file; do
		# Before Java 9 it was called 1.8, and rt.jar was there.
		version=8
		[[ $file == */rt.jar ]] || version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$file")
		if ((${version:-0} > newest)); then newest=$version; fi
	done < <(find "$ROOT/java" "$ROOT/jre" \( -name release -o -name rt.jar \) 2>/dev/null)
	((newest == 0)) || echo "$newest"
}

check_java() {
	local version
	version=$(own_java)
	if [[ -z $version ]]; then
		gradiscope_say "$ROOT brings no Java of its own; it has to be run by Java 17 or newer."
	elif ((version < 17)); then
		gradiscope_fail "$ROOT runs on its own Java $version, but Gradiscope needs Java 17 or newer. Install into a Fiji-Latest (https://fiji.sc), which brings Java 21."
	fi
}

# That files can be laid into folder $1, which need not be there yet.
check_writable() {
	local folder=$1
	while [[ ! -e $folder ]]; do folder=${folder%/*}; done
	[[ -d $folder && -w $folder && -x $folder ]] ||
		gradiscope_fail "$folder is no folder that you can write to. Ask its owner for the right to, or install into a copy of your own."
}

find_platform() {
	local machine=$(uname -m) system=$(uname -s)
	case $machine in
		amd64) machine=x86_64 ;;
		aarch64) machine=arm64 ;;
	esac
	case $system in
		Linux) system=linux ;;
		Darwin) system=macosx ;;
		MINGW* | MSYS* | CYGWIN*) system=windows ;;
	esac
	PLATFORM=$system-$machine
	[[ " $PLATFORMS " == *" $PLATFORM "* ]] ||
		gradiscope_fail "There is no TensorFlow library for $PLATFORM, only for: $PLATFORMS. Name another machine's platform by --platform, or leave it out by --no-natives."
}

# maven_files NAME ARGUMENTS...: sets FILES to the dependencies that Maven's arguments select.
maven_files() {
	local list=$GRADISCOPE_ROOT/target/$1-classpath.txt
	shift
	gradiscope_locked gradiscope_fresh "$list" "$GRADISCOPE_ROOT/pom.xml" -- \
		gradiscope_maven "$list" dependency:build-classpath "$@"
	# Maven ends the line with no line break.
	IFS=: read -r -a FILES <"$list" || true
}

PARTIAL=
trap '[[ -z $PARTIAL ]] || rm -f -- "$PARTIAL"' EXIT

# lay FILE FOLDER: whole or not at all, unless the same is there already.
lay() {
	local target=$2/${1##*/} problem
	if cmp -s -- "$1" "$target"; then
		gradiscope_say "$target is there already."
		return
	fi
	# Not called .jar: who starts Fiji meanwhile must not find it.
	PARTIAL=$2/.${1##*/}.$$
	problem=$({ mkdir -p -- "$2" && cp -- "$1" "$PARTIAL" && mv -f -- "$PARTIAL" "$target"; } 2>&1) ||
		gradiscope_fail "$target could not be written: ${problem##*: }. It takes $(($(wc -c <"$1") / 1000000 + 1)) MB; see that there is room and that Fiji is closed, then run this again."
	PARTIAL=
	printf '%s\n' "$target"
}

# Removes the jars of Gradiscope but those that were just laid into folder $1.
remove_others() {
	local file
	while IFS= read -r file; do
		[[ ${file%/*} == "$1" && (${file##*/} == "${JAR##*/}" || ${file##*/} == Gradiscope_.jar) ]] && continue
		if is_fiji "$ROOT" && [[ $file == */Gradiscope_.jar ]]; then
			gradiscope_say "$file is for an ImageJ without SciJava; here it lists every command twice. Remove it."
			continue
		fi
		rm -f -- "$file" || gradiscope_fail "$file is another version and could not be removed. Close Fiji and remove it by hand."
		gradiscope_say "removed $file"
	done < <(find "$ROOT/jars" "$ROOT/plugins" -maxdepth 2 \( -name 'gradiscope-[0-9]*.jar' -o -name Gradiscope_.jar \) 2>/dev/null)
}

# TensorFlow's libraries for $1: a platform, or one with -gpu.
lay_natives() {
	GRADISCOPE_TASK="getting TensorFlow's libraries for $1"
	GRADISCOPE_OTHERWISE=', or leave TensorFlow out by --no-natives'
	maven_files "natives-$1" "-Pnatives-$1" -DincludeArtifactIds=tensorflow-core-native "-DincludeClassifiers=$1"
	lay "${FILES[0]}" "$ROOT/lib/gradiscope"
}

# What Fiji has and ImageJ has not, unless it is there in whatever version.
lay_libraries() {
	local file name
	for file in "${LIBRARIES[@]}"; do
		name=${file##*/}
		name=${name%%-[0-9]*}
		if [[ -z $(find "$ROOT/plugins" -maxdepth 2 -name "$name-[0-9]*.jar" ! -name "${file##*/}" 2>/dev/null) ]]; then lay "$file" "$1"; fi
	done
}

NATIVES=yes PLATFORM= GPU= FOLDER=
while (($#)); do
	case $1 in
		--no-natives) NATIVES= ;;
		--gpu) GPU=yes ;;
		--platform)
			PLATFORM=${2:-}
			[[ -n $PLATFORM && " $PLATFORMS " == *" $PLATFORM "* ]] || wrong "--platform takes one of: $PLATFORMS."
			shift
			;;
		-*) wrong "There is no option $1." ;;
		*)
			[[ -z $FOLDER ]] || wrong "One folder is expected, but there are $FOLDER and $1."
			FOLDER=$1
			;;
	esac
	shift
done
[[ -n $FOLDER ]] || wrong 'The folder of a Fiji is expected.'
[[ -z $GPU || -n $NATIVES ]] || wrong 'Either --gpu or --no-natives is expected, but both came.'
find_application "$FOLDER"
check_java
if is_fiji "$ROOT"; then plugin=$ROOT/jars; else plugin=$ROOT/plugins/Gradiscope; fi
check_writable "$plugin"
if [[ -n $NATIVES ]]; then
	[[ -n $PLATFORM ]] || find_platform
	[[ -z $GPU || " $GPU_PLATFORMS " == *" $PLATFORM "* ]] ||
		wrong "TensorFlow's libraries for a graphics card exist for $GPU_PLATFORMS only, not for $PLATFORM."
	check_writable "$ROOT/lib/gradiscope"
fi

# All of it is here before anything is written there.
gradiscope_package
if ! is_fiji "$ROOT"; then
	[[ -f $GRADISCOPE_ROOT/target/Gradiscope_.jar ]] ||
		gradiscope_fail "$ROOT is an ImageJ without SciJava, for which this version of Gradiscope has no menus. Install into a Fiji."
	GRADISCOPE_TASK='getting what Fiji has and ImageJ has not'
	maven_files imagej -DincludeScope=compile -DincludeArtifactIds=scijava-common,parsington,imglib2
	LIBRARIES=("${FILES[@]}")
fi
if [[ -n $NATIVES ]]; then
	lay_natives "$PLATFORM"
	# Beside those for the processor, which does the work where no card answers.
	if [[ -n $GPU ]]; then lay_natives "$PLATFORM-gpu"; fi
fi
if ! is_fiji "$ROOT"; then
	lay_libraries "$plugin"
	lay "$GRADISCOPE_ROOT/target/Gradiscope_.jar" "$plugin"
fi
lay "$JAR" "$plugin"
remove_others "$plugin"
gradiscope_say "Gradiscope is in $ROOT; restart it to see Plugins > Gradiscope."
