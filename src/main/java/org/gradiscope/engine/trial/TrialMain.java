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

package org.gradiscope.engine.trial;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.model.store.TrialRecord;

/**
 * The process that networks are tried in. Reads the name of one from each line of its standard input,
 * and prints a line for each; ends when nobody writes there any more, whatever it is doing.
 */
final class TrialMain {

	/** The first line: TensorFlow is loaded, and the embedded network runs. */
	static final String READY = "ready";

	private TrialMain() {}

	public static void main(final String... arguments) throws InterruptedException {
		final PrintStream out =
			new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
		// What a library prints must not stand between the lines.
		System.setOut(System.err);
		final BlockingQueue<String> names = new LinkedBlockingQueue<>();
		final Thread reader = new Thread(() -> read(names));
		reader.setDaemon(true);
		reader.start();
		final Engine engine = Engine.load();
		engine.open(ModelStore.find(ModelStore.EMBEDDED)).close();
		out.println(READY);
		while (true)
			out.println(result(engine, URLDecoder.decode(names.take(), StandardCharsets.UTF_8)).line());
	}

	private static void read(final BlockingQueue<String> names) {
		try (BufferedReader lines =
			new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
			lines.lines().forEach(names::add);
		}
		catch (final IOException | RuntimeException e) {
			// Whoever wrote is gone.
		}
		Runtime.getRuntime().halt(0);
	}

	private static TrialResult result(final Engine engine, final String name) {
		try {
			final Model model = ModelStore.find(name);
			try (Network network = engine.open(model)) {
				TrialRun.of(network);
			}
			return new TrialResult(TrialResult.Kind.RAN, TrialRecord.key(model));
		}
		catch (final IllegalArgumentException e) {
			return new TrialResult(TrialResult.Kind.WRONG_CALL, String.valueOf(e.getMessage()));
		}
		catch (final ModelException | EngineException e) {
			return new TrialResult(TrialResult.Kind.REFUSED, String.valueOf(e.getMessage()));
		}
		catch (final RuntimeException | Error e) {
			return new TrialResult(TrialResult.Kind.REFUSED,
				"The network " + name + " cannot be opened (" + e + "); export it again for inference.");
		}
	}
}
