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

package org.gradiscope.dialog;

import java.awt.EventQueue;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

import org.gradiscope.command.GradiscopeCommand;
import org.gradiscope.command.GradiscopeService;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;

/** Asks a person for the keys of a command that was chosen in a menu. */
public final class Dialogs {

	private Dialogs() {}

	/**
	 * Shows the command's dialog and waits for its end. What was used last is offered. If the command
	 * refuses a value as it runs, it is asked again with what was wrong.
	 *
	 * @param module the command with its image; its keys are set while they are typed, and previewed
	 * @param networks opens the network at hand, in the background
	 * @return whether the command is to run; if not, nothing is left of a preview
	 */
	public static boolean ask(final Module module, final GradiscopeService networks) {
		final LastUsedValues lastUsed = new LastUsedValues((CommandInfo) module.getInfo());
		if (!ask(module, networks, lastUsed, lastUsed.texts(), "")) return false;
		if (module.getDelegateObject() instanceof final GradiscopeCommand command)
			command.whenRefused(problem -> ask(module, networks, lastUsed, lastUsed.given(), problem));
		return true;
	}

	private static boolean ask(final Module module, final GradiscopeService networks,
		final LastUsedValues lastUsed, final Map<String, String> texts, final String problem) {
		final boolean[] wanted = new boolean[1];
		inEventThread(() -> {
			final CommandDialog dialog = new CommandDialog(module, networks, texts, problem);
			wanted[0] = dialog.ask();
			if (wanted[0]) lastUsed.keep(dialog.texts());
		});
		return wanted[0];
	}

	private static void inEventThread(final Runnable task) {
		if (EventQueue.isDispatchThread()) {
			task.run();
			return;
		}
		try {
			EventQueue.invokeAndWait(task);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (final InvocationTargetException e) {
			throw e.getCause() instanceof final RuntimeException cause ? cause
				: new IllegalStateException(e.getCause());
		}
	}
}
