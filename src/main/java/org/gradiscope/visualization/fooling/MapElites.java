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

package org.gradiscope.visualization.fooling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * MAP-Elites over the classes (Mouret &amp; Clune 2015, "Illuminating search spaces by mapping
 * elites"): the best picture of every class is kept, children of any may become the best of any other.
 * Half of all parents are the elites of the classes that are wanted and not reached yet, since most
 * users want one of many; the other half are drawn from all classes, as in the paper.
 */
final class MapElites<G> {

	/** Of a generation. */
	static final int OFFSPRING = 32;

	/**
	 * Beyond the confidence, as a share of what is left to 1: a picture alone may be judged by a rounding
	 * error less sure than among others.
	 */
	private static final double MARGIN = 1e-3;

	private final Network network;
	private final Encoding<G> encoding;
	private final List<Integer> targets;
	private final FoolingOptions options;
	private final SplittableRandom random;
	private final Elites<G> elites;
	private int evaluations;

	/** @param targets the classes that are wanted, from 0 */
	MapElites(final Network network, final Encoding<G> encoding, final List<Integer> targets,
		final FoolingOptions options) {
		this.network = network;
		this.encoding = encoding;
		this.targets = targets;
		this.options = options;
		this.random = new SplittableRandom(options.seed());
		this.elites = new Elites<>(network.descriptor().labels().count());
	}

	/** Until all wanted classes are over the confidence, or the generations are used up. */
	List<FoolingImages.FoolingResult> run(final Progress progress) {
		for (int generation = 1; generation <= options.steps(); generation++) {
			place(generation == 1 ? randoms() : children(), progress);
			final List<Integer> missing = missing();
			progress.report(generation, options.steps(), text(missing));
			progress.offer(() -> pixels(encoding.picture(elites.get(shown(missing)))));
			if (missing.isEmpty()) break;
		}
		progress.report(options.steps(), options.steps(), "");
		return targets.stream().map(target -> FoolingImages.FoolingResult.judge(network, target,
			pixels(encoding.picture(elites.get(target))), evaluations)).toList();
	}

	private List<G> randoms() {
		return IntStream.range(0, OFFSPRING).mapToObj(i -> encoding.random(random.split())).toList();
	}

	private List<G> children() {
		final List<Integer> missing = missing();
		return IntStream.range(0, OFFSPRING).mapToObj(i -> {
			final int parent =
				i % 2 == 0 ? missing.get(random.nextInt(missing.size())) : random.nextInt(elites.size());
			return encoding.mutate(elites.get(parent), random.split());
		}).toList();
	}

	/** The pictures are drawn on all processors and shown to the network some at a time. */
	private void place(final List<G> genomes, final Progress progress) {
		progress.check();
		final List<Tensor> pictures = genomes.stream().parallel().map(encoding::picture).toList();
		final int most = Batches.size(pixels(pictures.get(0)), genomes.size());
		for (int from = 0; from < genomes.size(); from += most) {
			progress.check();
			final int to = Math.min(from + most, genomes.size());
			final List<Prediction> predictions =
				Prediction.of(network, pixels(Tensor.batch(pictures.subList(from, to))));
			for (int i = from; i < to; i++)
				elites.place(genomes.get(i), finite(predictions.get(i - from)));
			evaluations += to - from;
		}
	}

	private float[] finite(final Prediction prediction) {
		for (final float probability : prediction.probabilities())
			if (Float.isNaN(probability))
				throw new EngineException("The network " + network.descriptor().name() +
					" gives probabilities that are not numbers (NaN); check its input range.");
		return prediction.probabilities();
	}

	private static Pixels pixels(final Tensor levels) {
		return new Pixels(levels, ValueRange.EIGHT_BIT);
	}

	/** The wanted classes that are not over the confidence. */
	private List<Integer> missing() {
		final double sure = options.confidence() + MARGIN * (1 - options.confidence());
		return targets.stream().filter(target -> elites.fitness(target) <= sure).toList();
	}

	/** What is nearest to being reached, or the first that was wanted. */
	private int shown(final List<Integer> missing) {
		return missing.stream().max(Comparator.comparingDouble(elites::fitness)).orElse(targets.get(0));
	}

	private String text(final List<Integer> missing) {
		final int target = shown(missing);
		return String.format(Locale.ROOT, "%d of %d reached, %s %.1f %%",
			targets.size() - missing.size(), targets.size(), network.descriptor().labels().name(target),
			100 * elites.fitness(target));
	}

	/**
	 * The best genome of each class so far, and the probability that the network gives its picture for
	 * it. A class's probability never falls.
	 */
	static final class Elites<G> {

		private final List<G> genomes;
		private final float[] fitness;

		Elites(final int classes) {
			genomes = new ArrayList<>(Collections.nCopies(classes, null));
			fitness = new float[classes];
			Arrays.fill(fitness, Float.NEGATIVE_INFINITY);
		}

		/**
		 * Whoever is better than the elite of a class takes its place, in as many classes as that is so.
		 *
		 * @param probabilities of the genome's picture, one per class
		 * @return in how many
		 */
		int place(final G genome, final float[] probabilities) {
			int places = 0;
			for (int k = 0; k < fitness.length; k++)
				if (probabilities[k] > fitness[k]) {
					fitness[k] = probabilities[k];
					genomes.set(k, genome);
					places++;
				}
			return places;
		}

		/** The elite of a class; null before the first is placed. */
		G get(final int target) {
			return genomes.get(target);
		}

		/** Its probability, 0..1. */
		double fitness(final int target) {
			return fitness[target];
		}

		/** The number of classes. */
		int size() {
			return fitness.length;
		}
	}
}
