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

package org.gradiscope.cli;

import java.util.List;
import java.util.Locale;

import org.gradiscope.command.CommandList;
import org.gradiscope.command.Hints;
import org.gradiscope.command.KeyValues;
import org.gradiscope.command.Keys;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** What {@code help COMMAND} prints. */
final class Help {

	static final String LIST = "list";
	static final String HELP = "help";

	private Help() {}

	/** One line for each command. */
	static String list(final CommandList commands) {
		final StringBuilder text = new StringBuilder();
		for (final CommandInfo info : commands.all())
			text.append(line(info.getName(), info.getDescription()));
		text.append(line(LIST, "Lists the commands."));
		text.append(line(HELP, "help COMMAND: a command's keys, types, choices and defaults."));
		return text.toString();
	}

	private static String line(final String name, final String description) {
		return String.format(Locale.ROOT, "%-26s%s%n", name, description);
	}

	static String of(final CommandInfo command) {
		final StringBuilder text = new StringBuilder();
		text.append(
			String.format(Locale.ROOT, "%s: %s%n%n", command.getName(), command.getDescription()));
		if (Keys.takesImage(command)) text
			.append(line(CommandLine.INPUT, "file, folder or glob", "",
				Keys.takesFolder(command) ? "The stack, or the images of a folder or a glob together."
					: "The image; several, where it is a folder or a glob."))
			.append(line(CommandLine.OUTPUT, "path", "", OutputFiles.describe(command)));
		else text.append(line(CommandLine.OUTPUT, "path", "", OutputFiles.describe(command)));
		for (final ModuleItem<?> key : Keys.of(command))
			text.append(line(key.getName(), type(key), String.valueOf(key.getDefaultValue()),
				Hints.description(key) + Hints.readWith(command, key)));
		text.append(line(CommandLine.VERBOSE, "true or false", "false",
			"Whether time and memory, and the stack trace of an error, are printed."));
		return text.toString();
	}

	private static String line(final String key, final String type, final String value,
		final String description) {
		final String given = value.isEmpty() ? "" : ", default " + value;
		return String.format(Locale.ROOT, "  %-12s %s%s%n  %-12s %s%n", key, type, given, "",
			description);
	}

	/** The choices, or what kind of value. */
	private static String type(final ModuleItem<?> key) {
		final List<String> choices = KeyValues.choices(key);
		if (!choices.isEmpty()) return String.join(" | ", choices);
		if (key.getType() == String.class) return "text";
		return key.getType() == double.class || key.getType() == float.class ? "number"
			: key.getType() == boolean.class ? "true or false" : "whole number";
	}
}
