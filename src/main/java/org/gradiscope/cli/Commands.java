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

import java.util.Locale;

import org.gradiscope.command.CommandList;
import org.scijava.Context;
import org.scijava.command.CommandInfo;

/** What can stand first on a command line. */
final class Commands {

	static final String LIST = "list";
	static final String HELP = "help";

	private final CommandList commands;

	Commands(final Context context) {
		commands = new CommandList(context);
	}

	/**
	 * The command of that name.
	 *
	 * @throws IllegalArgumentException if there is none, with those that there are
	 */
	CommandInfo find(final String name) {
		return commands.find(name, LIST, HELP);
	}

	/** One line for each command. */
	String list() {
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
}
