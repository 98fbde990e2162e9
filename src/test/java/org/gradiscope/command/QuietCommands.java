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

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.gradiscope.testing.BrightnessService;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.Executable;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.service.Service;

/** Commands as Fiji runs them, for the tests of one class and without a word in the log. */
final class QuietCommands implements AfterAllCallback {

	private final Context context;

	private QuietCommands(final Class<? extends Service> networks) {
		context = new Context(List.of(networks, CommandService.class, StatusService.class), true);
		context.service(LogService.class).setLevel(LogLevel.NONE);
	}

	/** With the networks that users have. */
	static QuietCommands ofUsers() {
		return new QuietCommands(DefaultGradiscopeService.class);
	}

	/** With the network that knows dark from bright. */
	static QuietCommands ofBrightness() {
		return new QuietCommands(BrightnessService.class);
	}

	/** With those of a service. */
	static QuietCommands of(final Class<? extends Service> networks) {
		return new QuietCommands(networks);
	}

	Context context() {
		return context;
	}

	/**
	 * @param usual keys and values
	 * @param others as well or instead: a key, its value, a key, ...
	 */
	CommandModule run(final Class<? extends Command> command, final Map<String, ?> usual,
		final Object... others) throws Exception {
		final Map<String, Object> inputs = new HashMap<>(usual);
		for (int i = 0; i < others.length; i += 2)
			inputs.put((String) others[i], others[i + 1]);
		return context.service(CommandService.class).run(command, true, inputs).get();
	}

	/** What a run that must fail says. */
	static String error(final Executable run) {
		Throwable thrown = assertThrows(ExecutionException.class, run);
		while (!(thrown instanceof IllegalArgumentException) && thrown.getCause() != null)
			thrown = thrown.getCause();
		return thrown.getMessage();
	}

	@Override
	public void afterAll(final ExtensionContext test) {
		context.dispose();
	}
}
