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

package org.gradiscope.engine.tf;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.command.FeatureVisualization;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.model.store.ModelStore;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

/** Needs the engine as scripts do ({@code engine}), or as Fiji does headless ({@code command}). */
public final class OpensANetwork {

	private OpensANetwork() {}

	/** Ends with status 1 where the engine refuses, and its message on standard error. */
	public static void main(final String... arguments) throws InterruptedException {
		try {
			if (arguments[0].equals("engine"))
				Engine.load().open(ModelStore.find(ModelStore.EMBEDDED)).close();
			else run();
		}
		catch (final EngineException | ExecutionException e) {
			Throwable cause = e;
			while (cause.getCause() != null)
				cause = cause.getCause();
			System.err.println(cause.getMessage());
			System.exit(1);
		}
	}

	private static void run() throws InterruptedException, ExecutionException {
		try (Context context = new Context(
			List.of(DefaultGradiscopeService.class, CommandService.class, StatusService.class), true)) {
			context.service(LogService.class).setLevel(LogLevel.NONE);
			context.service(CommandService.class)
				.run(FeatureVisualization.class, true, Map.of("steps", 1, "size", 32)).get();
		}
	}
}
