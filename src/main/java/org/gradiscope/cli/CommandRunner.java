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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.gradiscope.command.ErrorReport;
import org.gradiscope.command.GradiscopeCommand;
import org.gradiscope.command.Keys;
import org.gradiscope.imagej.ImagePaths;
import org.gradiscope.imagej.ImageSearchResult;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.model.ModelException;
import org.scijava.Cancelable;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PreprocessorPlugin;

/** Runs the command of a call once for each input. */
final class CommandRunner {

	private final CommandLine call;
	private final ModuleService modules;
	private final List<? extends PreprocessorPlugin> preprocessors;
	private final PrintStream out;
	private final Consumer<String> say;

	/**
	 * @param preprocessors what fills in the services
	 * @param say told what is no result, but should not be missed
	 */
	CommandRunner(final CommandLine call, final ModuleService modules,
		final List<? extends PreprocessorPlugin> preprocessors, final PrintStream out,
		final Consumer<String> say) {
		this.call = call;
		this.modules = modules;
		this.preprocessors = preprocessors;
		this.out = out;
		this.say = say;
	}

	/** All that can be checked is checked before the first run. An image that fails does not end the others. */
	void run() throws IOException {
		if (call.input().isEmpty() || isFolder()) {
			write(OutputFiles.of(call), module(null));
			return;
		}
		final ImageSearchResult found = ImagePaths.search(call.input());
		found.leftOut().ifPresent(say);
		final BatchFailures failures = new BatchFailures(found.images().size());
		final List<Path> inputs = named(found.images(), failures);
		final Map<Path, OutputFiles> outputs = OutputFiles.of(call, inputs);
		final OutputFiles together = inputs.size() > 1 ? OutputFiles.joined(call, inputs) : null;
		final JoinedTables joined = new JoinedTables();
		try {
			for (final Path input : inputs)
				try {
					joined.add(input, one(input, outputs.get(input)));
					failures.done();
				}
				catch (final IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
					failures.add(input, e);
				}
		}
		finally {
			if (together != null) together.write(joined, say).forEach(out::println);
		}
		failures.end(say);
	}

	/** Files whose names this machine's letters can say, as those of their results have to. */
	private List<Path> named(final List<Path> images, final BatchFailures failures)
		throws IOException {
		final List<Path> named = new ArrayList<>();
		for (final Path image : images)
			if (ImageSearchResult.isNamed(image)) named.add(image);
			else failures.add(image, new IOException("The name of the file " + image +
				" has letters that this locale does not know; set LC_ALL=C.UTF-8."));
		return named;
	}

	private Module one(final Path input, final OutputFiles outputs) throws IOException {
		final ImagePlus image = ImageFileReader.open(input);
		ImageFileReader.notes(image, input).forEach(say);
		outputs.check(image, String.valueOf(call.values().get("slices")));
		final Module module = module(image);
		write(outputs, module);
		return module;
	}

	/** Whether the command takes all inputs together. */
	private boolean isFolder() {
		return Keys.takesFolder(call.command()) && ImagePaths.areSeveral(call.input());
	}

	private Module module(final ImagePlus image) throws IOException {
		final Map<String, Object> values = new HashMap<>(call.values());
		if (image != null) values.put(CommandLine.INPUT, image);
		else if (!call.input().isEmpty()) values.put(Keys.FOLDER, call.input());
		try {
			final Module module = modules.run(call.command(), preprocessors, List.of(), values).get();
			if (module instanceof Cancelable && ((Cancelable) module).isCanceled())
				throw new CancellationException(String.valueOf(((Cancelable) module).getCancelReason()));
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

	private void write(final OutputFiles outputs, final Module module) throws IOException {
		for (final String line : outputs.write(module, say))
			out.println(line);
		if (module.getDelegateObject() instanceof final GradiscopeCommand command &&
			command.failures() > 0)
			throw new IOException(
				command.failures() + " images could not be read, as listed; the others are done.");
	}

	/** What went wrong with some of many images, while the others are done. */
	private static final class BatchFailures {

		private final int images;
		private final List<String> lines = new ArrayList<>();
		private Throwable first;
		private int done;

		/** @param images all that there are */
		BatchFailures(final int images) {
			this.images = images;
		}

		void done() {
			done++;
		}

		/**
		 * Keeps what went wrong with one image. What would go wrong with every other one is thrown.
		 *
		 * @param thrown an IOException, a RuntimeException or an Error
		 */
		void add(final Path image, final Throwable thrown) throws IOException {
			final Throwable cause = ErrorReport.cause(thrown);
			if (images == 1 || cause instanceof ModelException ||
				cause instanceof CancellationException || cause instanceof LinkageError) rethrow(thrown);
			final String line = ErrorReport.line(thrown);
			// Twice the same, and nothing done: it is not the image.
			if (done == 0 && cause instanceof IllegalArgumentException && lines.size() == 1 &&
				lines.get(0).endsWith(line)) rethrow(thrown);
			if (first == null) first = thrown;
			lines.add(line.contains(image.toString()) ? line : image + ": " + line);
		}

		private static void rethrow(final Throwable thrown) throws IOException {
			if (thrown instanceof final IOException e) throw e;
			if (thrown instanceof final Error e) throw e;
			throw (RuntimeException) thrown;
		}

		/**
		 * Lists what went wrong.
		 *
		 * @throws IOException if anything did
		 */
		void end(final Consumer<String> say) throws IOException {
			if (lines.isEmpty()) return;
			if (images == 1) rethrow(first);
			lines.forEach(say);
			throw new IOException(lines.size() + " of " + images + " images failed, as listed; " +
				(done == 0 ? "none is done." : "the others are done."));
		}
	}
}
