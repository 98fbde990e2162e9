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

package org.gradiscope.attack.method.blackbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A few pixels in other colours, their places and colours found by differential evolution (Su et al. 2019,
 * "One Pixel Attack for Fooling Deep Neural Networks"):
 *
 * <pre>
 * child_i = a + F (b - c),   a, b, c three others, F = 0.5, no crossover
 * </pre>
 *
 * A child that lowers the probability of the class to be lost more than its parent, or raises that of the one to
 * be reached, takes its place. At first places are uniform, and colours are of a normal distribution about the
 * middle of the range, as wide as half of it, cut at its ends.
 * <p>
 * The readings taken: a coordinate or a grey level beyond its end is drawn anew, and so is a place that
 * may not change; in an image of integer grey levels colours are integers; it ends with the first copy
 * that fools. If none does, the best is given.
 * </p>
 *
 * @param pixels how many may change, at least 1
 * @param queries at most, at least 1
 * @param population how many candidates there are at a time, at least 4
 * @param format of the image
 * @param seed of all that is random
 */
public record Evolution(int pixels, int queries, int population, PixelFormat format, long seed)
	implements BlackBoxAttack {

	/** The paper's F. */
	static final double FACTOR = 0.5;
	/** So many values of copies are asked about at once. */
	private static final int TOGETHER = 1 << 23;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Evolution {
		OptionChecks.require(pixels >= 1, "pixels of at least 1", pixels);
		BlackBoxAttack.requireQueries(queries);
		OptionChecks.require(population >= 4, "a population of at least 4", population);
	}

	/** One pixel, 5000 queries, a population of 400, which is the paper's. */
	public static Evolution usual() {
		return new Evolution(1, QUERIES, 400, PixelFormat.FLOAT32, 1);
	}

	public Evolution withPixels(final int newPixels) {
		return OptionRecords.with(this, "pixels", newPixels);
	}

	public Evolution withQueries(final int newQueries) {
		return OptionRecords.with(this, "queries", newQueries);
	}

	public Evolution withPopulation(final int newPopulation) {
		return OptionRecords.with(this, "population", newPopulation);
	}

	public Evolution withFormat(final PixelFormat newFormat) {
		return OptionRecords.with(this, "format", newFormat);
	}

	public Evolution withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	/** The value range: how few pixels change is what is measured. */
	@Override
	public Bound bound() {
		return Bound.RANGE;
	}

	@Override
	public Tensor perturb(final Oracle oracle, final Pixels image, final EpsilonBall ball) {
		final PixelGenes genes = new PixelGenes(image, ball, pixels, format);
		if (!genes.canChange()) return image.values();
		return new Generations(oracle, image, genes).run();
	}

	/** The candidates of one image, and how good each is. */
	private final class Generations {

		private final Oracle oracle;
		private final OfClasses criterion;
		private final PixelGenes genes;
		private final int together;
		private final SplittableRandom random = new SplittableRandom(seed);
		private final double[][] candidates = new double[population][];
		private final double[] fitness = new double[population];
		private double best = Double.NEGATIVE_INFINITY;
		private Tensor fittest;
		private boolean fools;

		Generations(final Oracle oracle, final Pixels image, final PixelGenes genes) {
			this.oracle = oracle;
			criterion = oracle.classes();
			this.genes = genes;
			together = Math.max(1, TOGETHER / image.values().size());
			Arrays.fill(fitness, Double.NEGATIVE_INFINITY);
		}

		Tensor run() {
			final List<double[]> first = new ArrayList<>();
			for (int i = 0; i < population; i++)
				first.add(genes.first(random));
			challenge(first);
			while (!fools && oracle.left() > 0)
				challenge(children());
			return fittest;
		}

		private List<double[]> children() {
			final List<double[]> children = new ArrayList<>();
			for (int i = 0; i < population; i++) {
				final int[] others = others(i);
				children.add(genes.child(candidates[others[0]], candidates[others[1]],
					candidates[others[2]], FACTOR, random));
			}
			return children;
		}

		/** Three candidates besides one. */
		private int[] others(final int one) {
			final int[] others = new int[3];
			for (int k = 0; k < 3;) {
				final int other = random.nextInt(population);
				if (other != one && Arrays.stream(others, 0, k).noneMatch(taken -> taken == other))
					others[k++] = other;
			}
			return others;
		}

		/** Asks about one challenger of each candidate, for as long as there are queries. */
		private void challenge(final List<double[]> challengers) {
			for (int from = 0; from < population && !fools && oracle.left() > 0;) {
				final int to = Math.min(population, from + Math.min(together, oracle.left()));
				final Tensor copies =
					Tensor.batch(challengers.subList(from, to).stream().map(genes::image).toList());
				final Tensor scores = oracle.scores(copies);
				for (int i = from; i < to && !fools; i++)
					compare(i, challengers.get(i), copies.item(i - from), scores.item(i - from));
				from = to;
			}
		}

		private void compare(final int i, final double[] challenger, final Tensor copy,
			final Tensor scores) {
			final double probability = oracle.probability(scores);
			final double fit = criterion.sign() * probability;
			fools = criterion.isMet(scores);
			if (fools || fit > best) {
				best = fit;
				fittest = copy;
				oracle.note(probability);
			}
			if (fit > fitness[i]) {
				fitness[i] = fit;
				candidates[i] = challenger;
			}
		}
	}
}
