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
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.OtherInput;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.model.store.TrialRecord;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

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
			out.println(result(engine, names.take().split(" ", 2)).line());
	}

	private static String decoded(final String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
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

	/** @param line the network's name, and the output that a user has chosen */
	private static TrialResult result(final Engine engine, final String... line) {
		final String name = decoded(line[0]);
		try {
			final Model model = ModelStore.find(name).withHead(decoded(line[1]));
			try (Network network = engine.open(model)) {
				TrialRun.of(network.given(zeros(network)));
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

	/** For what it takes besides the images, and is not given by its files. */
	private static Map<String, Tensor> zeros(final Network network) {
		return network.descriptor().ends().inputs().stream()
			.filter(input -> input.axes().stream().allMatch(axis -> axis >= 0))
			.collect(Collectors.toMap(OtherInput::name, input -> input.value(0)));
	}

	/** A network run once forwards and once backwards, on a small image of noise. */
	private static final class TrialRun {

		/** Sides that most networks take one of. */
		private static final List<Integer> SIDES = List.of(32, 64, 96, 128, 224, 256, 512);

		private TrialRun() {}

		/** What it cannot do, it cannot do later either, and says so then. */
		static void of(final Network network) {
			final Objective objective = Objectives.layer(Expression.LOGITS);
			final Pixels image = image(network);
			attempt(() -> network.values(image, objective));
			attempt(() -> network.evaluate(image, objective));
		}

		private static void attempt(final Runnable run) {
			try {
				run.run();
			}
			catch (final RuntimeException e) {
				// No crash, which is all that is asked here.
			}
		}

		private static Pixels image(final Network network) {
			final Preprocessing preprocessing = network.descriptor().preprocessing();
			final InputSize size = preprocessing.size();
			final int[] sides = sides(network, size);
			final Shape shape =
				Shape.of(IntStream.concat(IntStream.concat(IntStream.of(1), IntStream.of(sides)),
					IntStream.of(preprocessing.channels().drawn())).toArray());
			final SplittableRandom random = new SplittableRandom(1);
			final float[] values = new float[shape.size()];
			for (int i = 0; i < values.length; i++)
				values[i] = (float) (255 * random.nextDouble());
			return new Pixels(Tensor.of(shape, values), ValueRange.EIGHT_BIT);
		}

		/** Of its own size where that is stated, else of the first that it takes. */
		private static int[] sides(final Network network, final InputSize size) {
			final int[] own = size.sides();
			if (size.fixed() || size.series()) return own;
			final int least = IntStream.of(own).max().orElseThrow();
			return IntStream
				.concat(SIDES.stream().mapToInt(Integer::intValue).filter(s -> s >= least),
					IntStream.of(least))
				.mapToObj(side -> IntStream.of(own).map(each -> side).toArray())
				.filter(sides -> network.takes(sides, List.of(Expression.LOGITS))).findFirst().orElse(own);
		}
	}
}
