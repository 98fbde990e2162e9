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

package org.gradiscope.tools;

import ij.IJ;
import ij.Menus;
import ij.macro.Interpreter;

import java.awt.HeadlessException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ImageJ's macros where there are no windows. ImageJ makes its table of commands with its menus, so without
 * windows it has none; here the table is filled with the commands of ImageJ and of Gradiscope that its menus would have. ImageJ's own
 * commands that ask for something in a dialog still fail without windows, unless they stand in {@link HeadlessConvolver}.
 */
public final class HeadlessMacros {

	/** As in {@code plugins.config} and in ImageJ's properties: a name, perhaps with a shortcut, and a class. */
	private static final Pattern COMMAND =
		Pattern.compile("\"([^\"]+?)(\\[.+\\])?\", *([a-z]\\S+)\\s*");

	/** What ImageJ's menus make without a list. */
	private static final Map<String, String> UNLISTED =
		Map.of("Crop", "ij.plugin.Resizer(\"crop\")", "8-bit", "ij.plugin.Converter(\"8-bit\")",
			"32-bit", "ij.plugin.Converter(\"32-bit\")", "RGB Color",
			"ij.plugin.Converter(\"RGB Color\")", "Smooth", "ij.plugin.filter.Filters(\"smooth\")");

	private HeadlessMacros() {}

	/** Fills the table of commands. */
	public static void install() {
		if (Menus.getCommands() == null) fail();
		read("/IJ_Props.txt");
		read("/plugins.config");
		commands().putAll(UNLISTED);
		commands().put("Convolve...", HeadlessConvolver.class.getName());
	}

	/** ImageJ makes the table when it is first asked to run something, and stops at the menus. */
	private static void fail() {
		try {
			IJ.run("Classify...");
		}
		catch (final HeadlessException expected) {
			// The table is there now.
		}
	}

	private static void read(final String resource) {
		try (BufferedReader lines =
			new BufferedReader(new InputStreamReader(HeadlessMacros.class.getResourceAsStream(resource),
				StandardCharsets.UTF_8))) {
			for (String line; (line = lines.readLine()) != null;) {
				final Matcher command = COMMAND.matcher(line);
				if (command.find()) commands().put(command.group(1), command.group(3));
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> commands() {
		return Menus.getCommands();
	}

	/**
	 * Runs a macro to its end.
	 *
	 * @return what it returns, null for nothing
	 * @throws IllegalStateException if it stops before, with what ImageJ says of it
	 */
	public static String run(final Path macro, final String argument) throws IOException {
		final Interpreter interpreter = new Interpreter();
		// They would be shown in a dialog.
		interpreter.setIgnoreErrors(true);
		final String answer = interpreter.run(Files.readString(macro), argument);
		if (interpreter.getErrorMessage() != null || "[aborted]".equals(answer))
			throw new IllegalStateException(macro + " stopped: " + interpreter.getErrorMessage());
		return answer;
	}
}
