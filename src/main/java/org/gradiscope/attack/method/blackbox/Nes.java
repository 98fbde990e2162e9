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

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.engine.Batches;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Steps along a gradient that is estimated from scores (Ilyas et al. 2018, "Black-box Adversarial Attacks
 * with Limited Queries and Information", algorithm 1 and the steps of its section 3, by natural evolution
 * strategies):
 *
 * <pre>
 * g = 1 / (2 n sigma) sum_i (L(x + sigma u_i) - L(x - sigma u_i)) u_i,   u_i normal
 * x = x + step sign(g)                                                   projected
 * </pre>
 *
 * L is the margin of the class to be lost or reached ({@link Loss#MARGIN}), where the paper has the
 * probability, which hardly moves while the network is sure. What is asked about is projected too, so that
 * near the bound or the end of the value range differences are of one side. A step takes {@code 2 n + 1}
 * queries, the last one about the step itself; what is left in the end is spent on fewer directions.
 *
 * @param bound in L-infinity or L2, finite
 * @param queries at most, at least 1; with less than 4 there is no step
 * @param samples n, how many directions a gradient takes, at least 1
 * @param sigma how far from the image, as a fraction of the value range, over 0
 * @param step its size as a fraction of epsilon, over 0
 * @param seed of all that is random
 */
public record Nes(Bound bound, int queries, int samples, double sigma, double step, long seed)
	implements BlackBoxAttack, BoundedAttack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Nes {
		OptionChecks.requireFinite(bound);
		BlackBoxAttack.requireQueries(queries);
		OptionChecks.require(samples >= 1, "samples of at least 1", samples);
		OptionChecks.require(sigma > 0 && sigma <= 1, "a sigma over 0 and at most 1", sigma);
		OptionChecks.requireSteps(1, step);
	}

	/**
	 * 5000 queries, 10 directions and steps of a tenth of epsilon; the paper has 25 and a fifth. Sigma is
	 * 0.001, as there.
	 */
	public static Nes of(final Bound bound) {
		return new Nes(bound, QUERIES, 10, 0.001, 0.1, 1);
	}

	@Override
	public Nes withEpsilon(final double epsilon) {
		return new Nes(new Bound(bound.norm(), epsilon), queries, samples, sigma, step, seed);
	}

	public Nes withQueries(final int newQueries) {
		return OptionRecords.with(this, "queries", newQueries);
	}

	public Nes withSamples(final int newSamples) {
		return OptionRecords.with(this, "samples", newSamples);
	}

	public Nes withSigma(final double newSigma) {
		return OptionRecords.with(this, "sigma", newSigma);
	}

	public Nes withStep(final double newStep) {
		return OptionRecords.with(this, "step", newStep);
	}

	public Nes withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	@Override
	public Tensor perturb(final Oracle oracle, final Pixels image, final EpsilonBall ball) {
		final OfClasses criterion = oracle.classes();
		final SplittableRandom random = new SplittableRandom(seed);
		Tensor current = image.values();
		Tensor scores = oracle.scores(current);
		oracle.note(oracle.probability(scores));
		Tensor best = current;
		double largest = criterion.margin(scores);
		while (!criterion.isMet(scores) && oracle.left() >= 3) {
			final int directions = Math.min(samples, (oracle.left() - 1) / 2);
			current = ball.step(current, gradient(oracle, image.with(current), ball, directions, random),
				step * bound.epsilon());
			scores = oracle.scores(current);
			oracle.note(oracle.probability(scores));
			if (!criterion.isMet(scores) && criterion.margin(scores) <= largest) continue;
			best = current;
			largest = criterion.margin(scores);
		}
		return best;
	}

	/** The estimate of the margin's gradient, {@code [1, h, w, c]}, by {@code 2 directions} queries. */
	Tensor gradient(final Oracle oracle, final Pixels at, final EpsilonBall ball,
		final int directions, final SplittableRandom random) {
		final double reach = sigma * at.range().extent();
		final SplittableRandom[] sources = Batches.split(random, directions);
		final Tensor[] pairs = new Tensor[directions];
		final Tensor[] normal = new Tensor[directions];
		IntStream.range(0, directions).parallel().forEach(i -> {
			normal[i] = normal(at.shape(), sources[i]);
			pairs[i] = Tensor.batch(List.of(ball.project(at.values().plus(normal[i], (float) reach)),
				ball.project(at.values().plus(normal[i], (float) -reach))));
		});
		final Tensor scores = oracle.scores(Tensor.batch(List.of(pairs)));
		final Tensor gradient = Tensor.zeros(at.shape());
		for (int i = 0; i < directions; i++) {
			final double rise = oracle.classes().margin(scores.item(2 * i)) -
				oracle.classes().margin(scores.item(2 * i + 1));
			final float weight = (float) (rise / (2 * directions * reach));
			for (int k = 0; k < gradient.size(); k++)
				gradient.data()[k] += weight * normal[i].data()[k];
		}
		return gradient;
	}

	private static Tensor normal(final Shape shape, final SplittableRandom random) {
		final Tensor normal = Tensor.zeros(shape);
		for (int k = 0; k < normal.size(); k++)
			normal.data()[k] = (float) random.nextGaussian();
		return normal;
	}
}
