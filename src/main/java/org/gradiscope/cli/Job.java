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

import ij.ImagePlus;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.gradiscope.command.Keys;
import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.imagej.ImagePaths;
import org.scijava.Cancelable;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PreprocessorPlugin;

/** Runs the command of a call once for each input. */
final class Job {

	private final Call call;
	private final ModuleService modules;
	private final List<? extends PreprocessorPlugin> preprocessors;
	private final PrintStream out;

	/** @param preprocessors what fills in the services */
	Job(final Call call, final ModuleService modules,
		final List<? extends PreprocessorPlugin> preprocessors, final PrintStream out) {
		this.call = call;
		this.modules = modules;
		this.preprocessors = preprocessors;
		this.out = out;
	}

	/** All that can be checked is checked before the first run. */
	void run() throws IOException {
		if (call.input().isEmpty() || isFolder()) {
			final Outputs outputs = Outputs.of(call, null, false);
			write(outputs, module(null));
			return;
		}
		final List<Path> inputs = ImagePaths.find(call.input());
		final Map<Path, Outputs> outputs = Outputs.of(call, inputs);
		for (final Path input : inputs) {
			final ImagePlus image = ImageFiles.open(input);
			outputs.get(input).check(image, String.valueOf(call.values().get("slices")));
			write(outputs.get(input), module(image));
		}
	}

	/** Whether the command takes all inputs together. */
	private boolean isFolder() {
		return Keys.takesFolder(call.command()) && ImagePaths.areSeveral(call.input());
	}

	private Module module(final ImagePlus image) throws IOException {
		final Map<String, Object> values = new HashMap<>(call.values());
		if (image != null) values.put(Call.INPUT, image);
		else if (!call.input().isEmpty()) values.put(Keys.FOLDER, call.input());
		try {
			final Module module = modules.run(call.command(), preprocessors, List.of(), values).get();
			if (module instanceof Cancelable && ((Cancelable) module).isCanceled()) throw new IOException(
				String.valueOf(((Cancelable) module).getCancelReason()));
			return module;
		}
		catch (final ExecutionException e) {
			throw new IllegalStateException(e.getCause());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted.", e);
		}
	}

	private void write(final Outputs outputs, final Module module) throws IOException {
		for (final String line : outputs.write(module))
			out.println(line);
	}
}
