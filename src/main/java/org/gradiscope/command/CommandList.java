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

package org.gradiscope.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.plugin.PluginInfo;

/** The commands that can be run: those of Gradiscope that SciJava finds, in the menu's order. */
public final class CommandList {

	private static final String HOME = CommandList.class.getPackageName() + ".";

	private final List<CommandInfo> infos = new ArrayList<>();

	/** Those that the context's plugin index lists. */
	public CommandList(final Context context) {
		for (final PluginInfo<Command> plugin : context.getPluginIndex().getPlugins(Command.class))
			if (plugin.getClassName().startsWith(HOME)) infos.add(new CommandInfo(plugin));
		infos.sort(Comparator.comparingDouble(info -> info.getMenuPath().getLeaf().getWeight()));
	}

	/** All of them, as the menu lists them. */
	public List<CommandInfo> all() {
		return Collections.unmodifiableList(infos);
	}

	/**
	 * The command of that name.
	 *
	 * @param name for example {@code deep-dream}
	 * @param others further words that are valid where this name stands, for the message
	 * @throws IllegalArgumentException if there is none, with those that there are
	 */
	public CommandInfo find(final String name, final String... others) {
		for (final CommandInfo info : infos)
			if (info.getName().equals(name)) return info;
		final List<String> names = new ArrayList<>(infos.stream().map(CommandInfo::getName).toList());
		names.addAll(List.of(others));
		throw new IllegalArgumentException(
			"There is no command '" + name + "'; the commands are " + String.join(", ", names) + ".");
	}
}
