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

package org.gradiscope.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.testing.Images;
import org.gradiscope.tensor.ValueRange;

/**
 * Opens and runs one mutant after another, and prints a line for each: its number, a tab, and what
 * came of it. A process of its own, which may crash or hang; {@link MutationTest} watches it.
 */
final class MutantRunner {

	/** Three in four mutants are networks around operations of TensorFlow. */
	static final String OPERATIONS = "operations";
	/** All mutants are of the sound models. */
	static final String FILES = "files";

	/** What the last line begins with. */
	static final String MEMORY = "memory";

	private static final Engine ENGINE = Engine.load();
	private static final Pixels IMAGE = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 40, 40, 3);

	private MutantRunner() {}

	/** @param args the folder of the sound models, one to work in, a forbidden file, from, to, kinds */
	public static void main(final String[] args) throws IOException {
		final Path bases = Path.of(args[0]);
		final Path folder = Path.of(args[1]);
		final List<Path> sound;
		try (Stream<Path> all = Files.list(bases)) {
			sound = all.sorted().toList();
		}
		ENGINE.open(ModelStore.find(ModelStore.EMBEDDED)).close();
		System.out.println("ready");
		for (long seed = Long.parseLong(args[3]); seed < Long.parseLong(args[4]); seed++) {
			final SplittableRandom random = new SplittableRandom(seed);
			if (Files.exists(folder)) delete(folder);
			Files.createDirectories(folder);
			final Path mutant =
				args[5].equals(OPERATIONS) && random.nextInt(4) > 0 ? operation(random, folder)
					: new Mutant(sound.get(random.nextInt(sound.size())), random, Path.of(args[2]))
						.write(folder);
			System.out.println(seed + "\t" + outcome(mutant).replaceAll("[\\n\\r]", "\\\\n"));
			delete(folder);
		}
		System.out.println(MEMORY + "\t" + largestMemory());
	}

	private static Path operation(final SplittableRandom random, final Path folder)
		throws IOException {
		return Files.write(folder.resolve("model.pb"),
			new OperationMutator(random).network(3).toByteArray());
	}

	/** In kB, of this process since it began; 0 where the system does not say. */
	private static long largestMemory() throws IOException {
		final Path status = Path.of("/proc/self/status");
		if (!Files.isReadable(status)) return 0;
		return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
			.mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
	}

	/** "ran", "refused: ..." or "FAILED: ...". */
	private static String outcome(final Path mutant) {
		try {
			run(ModelStore.find(mutant.toString()));
			return "ran";
		}
		catch (final ModelException | EngineException | IllegalArgumentException e) {
			if (isMistake(e.getCause())) throw (RuntimeException) e.getCause();
			return isOneLine(e.getMessage()) ? "refused: " + e.getMessage()
				: "FAILED: a message of " + "several lines or none: " + e;
		}
		catch (final RuntimeException | Error e) {
			final StackTraceElement[] trace = e.getStackTrace();
			return "FAILED: " + e + " at " + (trace.length == 0 ? "" : trace[0]);
		}
	}

	/** What is said in one line all the same, but was not thought of. */
	private static boolean isMistake(final Throwable cause) {
		return cause instanceof ArithmeticException || cause instanceof IndexOutOfBoundsException ||
			cause instanceof NullPointerException || cause instanceof ClassCastException;
	}

	private static boolean isOneLine(final String message) {
		return message != null && !message.isBlank() && message.indexOf('\n') < 0;
	}

	private static void run(final Model model) {
		try (Network network = ENGINE.open(model)) {
			Prediction.of(network, IMAGE);
			network.evaluate(IMAGE, Objectives.logit(0),
				network.descriptor().capabilities().get("guided backprop and deconvnet").equals("yes")
					? Backpropagation.GUIDED : Backpropagation.PLAIN);
		}
	}

	private static void delete(final Path folder) throws IOException {
		try (Stream<Path> all = Files.walk(folder)) {
			all.sorted(Comparator.reverseOrder()).forEach(path -> {
				try {
					Files.delete(path);
				}
				catch (final IOException e) {
					throw new UncheckedIOException(e);
				}
			});
		}
	}
}
