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

package org.gradiscope.pattern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.model.store.ModelWriter;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingOptions;
import org.gradiscope.training.TrainingStep;
import org.gradiscope.training.adversarial.AttackTraining;

/**
 * Trains {@code micropatterns}, the network inside the plugin, on the draws of
 * {@link PatternGenerator}, and writes it with its descriptor. The same seed gives the same file.
 */
public final class TrainMicropatterns {

	private static final int BATCH = 32;
	/** Of perturbations, in grey levels. */
	private static final double EPSILON = 8;
	/** So many draws lose contrast, so that the network comes to see faint structure too. */
	private static final double FAINT = 0.5;
	private static final List<Integer> SIDES = List.of(64, 48, 64, 96, 64, 32, 64, 128);
	private static final List<Integer> SMALLER = List.of(64, 48, 64, 96, 64, 32);

	private TrainMicropatterns() {}

	/**
	 * A part of a training, at whose start the optimizer forgets and the rate rises anew (warm restarts,
	 * Loshchilov &amp; Hutter 2017).
	 *
	 * @param sides of the images, batch by batch: most are of 64x64; others teach the network what borders
	 *          and wide fields look like
	 */
	record Stage(int steps, double rate, double decay, double smoothing, List<Integer> sides,
		TrainingStep step) {

		TrainingOptions options(final int most, final long seed) {
			return TrainingOptions.of(Math.min(most, steps)).withBatch(BATCH).withRate(rate)
				.withDecay(decay).withSmoothing(smoothing).withSeed(seed);
		}
	}

	/** Which of the two networks. */
	enum Sister {

		/** From first random weights, on the drawings. */
		PLAIN(ModelStore.EMBEDDED, FAINT, new Stage(8000, 1e-3, 0.01, 0.1, SIDES, TrainingStep.PLAIN)),
		/**
		 * From the weights of the plain one, on what would fool it. Faint structure has less contrast than the
		 * perturbations, so there is none. Fewer steps of the attack make the later stages half as long.
		 */
		ROBUST(ModelStore.ROBUST, 0, new Stage(2500, 5e-4, 0, 0, SIDES, pgd(7)),
			new Stage(4000, 1e-3, 0, 0, SMALLER, pgd(4)), new Stage(5000, 1e-3, 0, 0, SMALLER, pgd(4)));

		private final String model;
		private final double faint;
		private final List<Stage> stages;

		Sister(final String model, final double faint, final Stage... stages) {
			this.model = model;
			this.faint = faint;
			this.stages = List.of(stages);
		}

		private static TrainingStep pgd(final int steps) {
			return AttackTraining.pgd(new Bound(Norm.LINF, EPSILON), steps, 0);
		}

		List<Stage> stages() {
			return stages;
		}

		Network start(final Engine engine, final long seed) {
			return engine.open(this == PLAIN ? engine.create(architecture(), model, seed)
				: ModelStore.find(ModelStore.EMBEDDED));
		}
	}

	/**
	 * Arguments: {@code plain} or {@code robust}, the folder to write into, and, unless they are to be the usual
	 * ones, the seed and the most steps of each stage.
	 */
	public static void main(final String... args)
		throws IOException, InterruptedException, ExecutionException {
		final Sister sister = Sister.valueOf(args[0].toUpperCase(Locale.ROOT));
		final Path folder = Path.of(args[1]);
		final long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
		final int most = args.length > 3 ? Integer.parseInt(args[3]) : Integer.MAX_VALUE;
		try (Network start = sister.start(Engine.load(), seed);
			TrainableNetwork network = start.weights().trainable(start.weights().trainableLayers())) {
			for (int stage = 0; stage < sister.stages.size(); stage++)
				train(network, sister, stage, most, seed);
			write(described(network, sister, most, seed), folder);
		}
	}

	static Architecture architecture() {
		return new Architecture(
			Preprocessing.of(Channels.RGB, new ValueRange(-1, 1), InputSize.atLeast(32, 32)),
			List.of(new Convolution("conv1", 5, 16, true), new Convolution("conv2", 3, 32, true),
				new Convolution("conv3", 3, 64, false), new Convolution("conv4", 3, 64, true),
				new Convolution("conv5", 3, 96, false), new Convolution("conv6", 3, 128, true),
				new Convolution("conv7", 3, 128, false)),
			new Labels(Arrays.asList(Pattern.labels())));
	}

	/** Draws the next batch on one thread while the other trains. */
	static void train(final TrainableNetwork network, final Sister sister, final int number,
		final int most, final long seed) throws InterruptedException, ExecutionException {
		final Stage stage = sister.stages.get(number);
		final TrainingOptions options = stage.options(most, seed);
		final Trainer trainer = new Trainer(network, options);
		final PatternBatches batches = new PatternBatches(seed + ((long) number << 32), sister.faint);
		final ExecutorService artist = Executors.newSingleThreadExecutor();
		try {
			Future<Examples> next = artist.submit(() -> batches.next(BATCH, stage.sides.get(0)));
			double smoothed = Double.NaN;
			for (int step = 1; step <= options.steps(); step++) {
				final Examples batch = next.get();
				final int side = stage.sides.get(step % stage.sides.size());
				next = artist.submit(() -> batches.next(BATCH, side));
				final double loss = stage.step.take(trainer, batch);
				smoothed = Double.isNaN(smoothed) ? loss : 0.99 * smoothed + 0.01 * loss;
				if (step % 100 == 0) System.err.printf(Locale.ROOT, "stage %d, step %d of %d, loss %.4f%n",
					number + 1, step, options.steps(), smoothed);
			}
		}
		finally {
			artist.shutdownNow();
		}
	}

	static Model described(final TrainableNetwork trained, final Sister sister, final int most,
		final long seed) {
		final Model model = trained.model(sister.model);
		final Map<String, Object> notes = new LinkedHashMap<>();
		notes.put("description",
			"Tells twelve kinds of synthetic micrograph-like patterns apart. It " +
				"has seen no photograph and no micrograph: it is for trying things out, not for analysis." +
				(sister == Sister.ROBUST
					? " Hardened by adversarial training, which takes faint structure away." : ""));
		notes.put("licence", "BSD-2-Clause");
		notes.put("source", "trained by scripts/train-micropatterns on drawings of Gradiscope's own");
		notes.put("training", training(sister, most, seed));
		try (Network network = Engine.load().open(model)) {
			notes.put("held-out", HeldOut.measure(network, ~seed));
		}
		return new Model(model
			.description().with(Fact.AUTO,
				Map.of("deep-dream", "conv5", "feature-visualization", "conv6"), "the trainer")
			.with(Fact.NOTES, notes, "the trainer"), model.source());
	}

	private static Map<String, Object> training(final Sister sister, final int most,
		final long seed) {
		final List<TrainingOptions> stages =
			sister.stages.stream().map(stage -> stage.options(most, seed)).toList();
		final Map<String, Object> training = new LinkedHashMap<>();
		training.put("seed", seed);
		training.put("steps", each(stages, TrainingOptions::steps));
		training.put("images", BATCH * stages.stream().mapToInt(TrainingOptions::steps).sum());
		training.put("learning-rate", each(stages, TrainingOptions::rate));
		training.put("weight-decay", each(stages, TrainingOptions::decay));
		training.put("faint", sister.faint);
		training.put("label-smoothing", each(stages, TrainingOptions::smoothing));
		if (sister == Sister.ROBUST) training.put("adversarial",
			"projected gradient descent, L-infinity, epsilon " + EPSILON + " of 255");
		return training;
	}

	/** Of one stage the value alone. */
	private static Object each(final List<TrainingOptions> stages,
		final Function<TrainingOptions, Object> value) {
		return stages.size() == 1 ? value.apply(stages.get(0)) : stages.stream().map(value).toList();
	}

	private static void write(final Model model, final Path folder) throws IOException {
		Files.createDirectories(folder);
		ModelWriter.files(model, folder);
		System.out.println(folder);
	}

	/** How well a network does on fresh draws. */
	private static final class HeldOut {

		private static final int BATCHES = 10;
		private static final int BATCH = 30;
		private static final int[] SIDES = { 32, 64, 128 };

		private HeldOut() {}

		/** The share that is right: in all at several sizes, and of each class at 64x64. */
		static Map<String, Object> measure(final Network network, final long seed) {
			final Map<String, Object> figures = new LinkedHashMap<>();
			figures.put("images-per-class", BATCHES * BATCH);
			for (final int side : SIDES)
				figures.put("accuracy-" + side, mean(perClass(network, side, seed, 0)));
			figures.put("accuracy-64-faint", mean(perClass(network, 64, seed, 1)));
			figures.put("accuracy-64-per-class", perClass(network, 64, seed, 0));
			return figures;
		}

		private static double mean(final Map<String, Double> shares) {
			return rounded(shares.values().stream().mapToDouble(Double::doubleValue).average().orElse(0));
		}

		private static Map<String, Double> perClass(final Network network, final int side,
			final long seed, final double faint) {
			final PatternBatches batches = new PatternBatches(seed, faint);
			final Map<String, Double> shares = new LinkedHashMap<>();
			for (final Pattern pattern : Pattern.values()) {
				final int[] targets = new int[BATCH];
				Arrays.fill(targets, pattern.ordinal());
				int right = 0;
				for (int i = 0; i < BATCHES; i++)
					for (final Prediction p : Prediction.of(network, batches.next(targets, side).images()))
						if (p.best() == pattern.ordinal()) right++;
				shares.put(pattern.label(), rounded((double) right / (BATCHES * BATCH)));
			}
			return shares;
		}

		private static double rounded(final double share) {
			return Math.round(share * 1e4) / 1e4;
		}
	}
}
