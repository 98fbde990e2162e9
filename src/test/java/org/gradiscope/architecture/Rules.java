/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must never be, by the names that a source imports or spells out:
 * <ol>
 * <li>The packages of the core, and the way in above them, know no ImageJ, SciJava, AWT, Swing, DJL or
 * TensorFlow.</li>
 * <li>Only {@code engine.tf} knows TensorFlow and DJL. (Its public signatures don't show them
 * either: {@link ImportRulesTest}.) It has inner rooms, which only it knows.</li>
 * <li>{@code command}, {@code cli} and the way in don't know {@code engine.tf}, and no command knows
 * another.</li>
 * <li>No public interface has a GUI type in it.</li>
 * <li>No text depends on the language of the machine: digits, letter cases and bytes are asked for in
 * so many words.</li>
 * <li>Nothing of the plugin knows {@code tools} and {@code pattern}, which its jar leaves out.</li>
 * <li>{@code files} knows no other package of ours.</li>
 * </ol>
 */
final class Rules {

	private static final List<String> CORE = List.of("files", "options", "tensor", "metric",
		"registry", "model", "objective", "engine", "parameterization", "transform", "optimize",
		"training", "preprocessing", "coalition", "attribution", "visualization", "style", "attack");

	private static final Pattern APPLICATION = names("ij(?:\\.[a-z]\\w*)*\\.(?:[A-Z*])",
		"net\\.imagej\\.", "org\\.scijava\\.", "java\\.awt\\.", "javax\\.swing\\.", "javafx\\.");

	private static final Pattern LIBRARY = names("ai\\.djl\\.", "org\\.tensorflow\\.");

	private static final Pattern ENGINE_TF = names("org\\.gradiscope\\.engine\\.tf\\b");

	private static final Pattern INNER_ROOM = names("org\\.gradiscope\\.engine\\.tf\\.[a-z]");

	private static final Pattern TOOLS = names("org\\.gradiscope\\.(?:tools|pattern)\\b");

	private static final Pattern OURS = names("org\\.gradiscope\\.(?!files\\b)");

	private static final Pattern GUI = names("java\\.awt\\.", "javax\\.swing\\.", "javafx\\.",
		"ij\\.ImageJ\\b", "ij\\.plugin\\.frame\\.",
		"ij\\.gui\\.(?:\\*|\\w*(?:Dialog|Window|Canvas|Toolbar|ProgressBar|Panel|Listener)\\b)");

	private static final Pattern PUBLIC_INTERFACE =
		Pattern.compile("\\bpublic\\s+(?:(?:static|sealed|non-sealed|strictfp)\\s+)*interface\\b");

	private static final Pattern LOCALE =
		Pattern.compile("\\.\\s*to(?:Lower|Upper)Case\\s*\\(\\s*\\)" +
			"|\\bString\\s*::\\s*(?:to(?:Lower|Upper)Case|format|formatted|getBytes)\\b" +
			"|\\bString\\s*\\.\\s*format\\s*\\(\\s*+(?!Locale\\s*\\.\\s*ROOT)" +
			"|\\.\\s*printf\\s*\\(\\s*+(?!Locale\\s*\\.\\s*ROOT)|\\b(?:out|err)\\s*\\.\\s*format\\s*\\(" +
			"|\\.\\s*formatted\\s*\\(|\\bgetBytes\\s*\\(\\s*\\)|\\bgetDefault\\s*\\(|\\bdefaultCharset\\b" +
			"|\\b(?:NumberFormat|DecimalFormat|MessageFormat|SimpleDateFormat|DateTimeFormatter|Collator" +
			"|Formatter|Scanner|FileReader|FileWriter)\\b");

	/** TensorFlow Java numbers operations in the digits of the machine's language, which TensorFlow refuses. */
	private static final Pattern NUMBERED = Pattern.compile("\\bOps\\s*\\.\\s*create\\s*\\(");

	private static final Pattern COMMAND =
		Pattern.compile("@Plugin\\s*\\(\\s*(?:[^)]*,\\s*)?type\\s*=\\s*(?:\\w+\\.)*Command\\.class");

	private Rules() {}

	/** Each as {@code file:line: rule, and the code}; empty if all is well. */
	static List<String> violations(final List<Source> sources) {
		final Set<String> commands =
			sources.stream().filter(Rules::isCommand).map(Source::name).collect(Collectors.toSet());
		return sources.stream().flatMap(s -> violations(s, commands)).toList();
	}

	private static Stream<String> violations(final Source source, final Set<String> commands) {
		final List<String> found = new ArrayList<>();
		final boolean core = source.isWayIn() || CORE.stream().anyMatch(source::isIn);
		final boolean tf = source.isIn("engine.tf");
		if (core) find(source, APPLICATION, "1 (no ImageJ, SciJava, AWT or Swing in the core)", found);
		if (core && !tf) find(source, LIBRARY, "1 (no TensorFlow or DJL in the core)", found);
		if (!core) find(source, LIBRARY, "2 (TensorFlow and DJL in engine.tf only)", found);
		if (!tf) find(source, INNER_ROOM, "2 (the inner rooms of engine.tf are its own)", found);
		if (source.isWayIn() || source.isIn("command") || source.isIn("cli"))
			find(source, ENGINE_TF, "3 (no engine.tf in command, cli and the way in)", found);
		if (isCommand(source)) for (final String other : commands)
			if (!other.equals(source.name()))
				find(source, Pattern.compile("\\b" + other + "\\b"), "3 (no command knows another)", found);
		if (PUBLIC_INTERFACE.matcher(source.code()).find())
			find(source, GUI, "4 (no GUI type in a public interface)", found);
		if (!source.isIn("tools") && !source.isIn("pattern"))
			find(source, TOOLS, "6 (no tools in the plugin)", found);
		if (source.isIn("files")) find(source, OURS, "7 (files knows nothing of ours)", found);
		find(source, LOCALE, "5 (no text by the language of the machine)", found);
		if (tf && !source.name().equals("GraphOps"))
			find(source, NUMBERED, "5 (operations are numbered by GraphOps)", found);
		return found.stream();
	}

	private static boolean isCommand(final Source source) {
		return source.isIn("command") && COMMAND.matcher(source.code()).find();
	}

	private static void find(final Source source, final Pattern names, final String rule,
		final List<String> found) {
		names.matcher(source.code()).results().mapToInt(m -> source.line(m.start())).distinct()
			.forEach(line -> found.add(source.path() + ":" + line + ": rule " + rule + ": " +
				source.code().lines().skip(line - 1).findFirst().orElse("").strip()));
	}

	/** Any of these, where a name starts. */
	private static Pattern names(final String... names) {
		return Pattern.compile("(?<![\\w.$])(?:" + String.join("|", names) + ")");
	}
}
