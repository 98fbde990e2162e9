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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.command.KeyValues;
import org.gradiscope.command.Keys;
import org.scijava.command.CommandInfo;

/**
 * One command line, understood.
 *
 * @param command what is run
 * @param values what the command's keys are set to
 * @param input the text of {@code input=}, or empty
 * @param output the text of {@code output=}, or empty
 */
record CommandLine(CommandInfo command, Map<String, Object> values, String input, String output) {

	static final String INPUT = "input";
	static final String OUTPUT = "output";
	static final String VERBOSE = "verbose";

	/** @throws IllegalArgumentException if a key or a value is not one of the command's */
	static CommandLine parse(final CommandInfo command, final List<String> arguments) {
		final Map<String, String> texts = texts(arguments);
		final String input = texts.remove(INPUT);
		final String output = texts.remove(OUTPUT);
		final String verbose = texts.remove(VERBOSE);
		if (verbose != null) KeyValues.truth(VERBOSE, verbose);
		final boolean takes = Keys.takesImage(command);
		final Map<String, Object> values = KeyValues.parse(command, texts,
			takes ? List.of(INPUT, OUTPUT, VERBOSE) : List.of(OUTPUT, VERBOSE));
		final boolean folder = values.containsKey(Keys.FOLDER) && Keys.takesFolder(command);
		if (takes && input == null && !folder) throw new IllegalArgumentException(
			"The command " + command.getName() + " needs an image: input=FILE, a folder or a glob.");
		if (folder && input != null)
			throw new IllegalArgumentException("The images are given twice: by " + "input=" + input +
				" and folder=" + values.get(Keys.FOLDER) + ".");
		if (!takes && input != null) throw new IllegalArgumentException(
			"The command " + command.getName() + " takes no image, but input=" + input + " was given.");
		return new CommandLine(command, values, input == null ? "" : input,
			output == null ? "" : output);
	}

	private static Map<String, String> texts(final List<String> arguments) {
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final String argument : arguments) {
			final int equals = argument.indexOf('=');
			if (equals < 1) throw new IllegalArgumentException(
				"Arguments are written key=value, but '" + argument + "' was given.");
			final String key = argument.substring(0, equals);
			if (texts.put(key, argument.substring(equals + 1)) != null)
				throw new IllegalArgumentException("The key '" + key + "' is given twice.");
		}
		return texts;
	}
}
