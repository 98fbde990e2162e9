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

package org.gradiscope.training.adversarial;

import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingStep;

/**
 * TRADES (Zhang et al. 2019, "Theoretically Principled Trade-off between Robustness and Accuracy",
 * algorithm 1): accuracy on the clean images, and answers that stay the same around them,
 *
 * <pre>
 * L = CE(f(x), y) + beta KL(p(x) || p(x')),   x' = argmax KL(p(x) || p(x')) within epsilon
 * </pre>
 *
 * with p the softmax of the scores. The authors' program is followed where the paper is silent: x' starts at x plus
 * normal noise of 0.001 of the range, and both p(x) and p(x') are differentiated.
 *
 * @param bound in L-infinity
 * @param steps towards x', each of a quarter of epsilon or, if that is more, 2.5 epsilon / steps
 * @param beta the weight of staying the same, over 0; the paper has 6
 * @param seed of the noise
 */
public record TradesTraining(Bound bound, int steps, double beta, long seed)
	implements TrainingStep {

	/** Of the value range. */
	private static final double NOISE = 1e-3;

	/** @throws IllegalArgumentException if a value is outside its bounds */
	public TradesTraining {
		if (steps < 1 || !(beta > 0))
			throw new IllegalArgumentException("TRADES needs at least 1 step and a beta over 0, but " +
				steps + " and " + beta + " were given.");
	}

	@Override
	public double take(final Trainer trainer, final Examples batch) {
		final Pixels clean = batch.images();
		final Tensor scores = trainer.network().activation(clean, Expression.LOGITS);
		final Tensor near = worst(trainer.network(), clean, probabilities(scores),
			AttackTraining.seed(seed, trainer.taken()));
		final Pixels both = clean.with(Tensor.batch(List.of(clean.values(), near)));
		final Tensor there = trainer.network().activation(clean.with(near), Expression.LOGITS);
		final Gradient gradient = new Gradient(scores, there, trainer.targets(batch), beta);
		trainer.step(Query.of(both).objective(Objectives.logits(gradient.uphill())).withValues());
		return gradient.loss();
	}

	/** The image around each at which the answer differs most from p. */
	private Tensor worst(final Network network, final Pixels clean, final Tensor p, final long draw) {
		final EpsilonBall ball = new EpsilonBall(clean, bound, null);
		final SplittableRandom random = new SplittableRandom(draw);
		Tensor current = clean.values().copy();
		for (int i = 0; i < current.size(); i++)
			current.data()[i] += (float) (NOISE * clean.range().extent() * Gaussian.next(random));
		current = ball.project(current);
		final double step = Math.max(0.25, 2.5 / steps) * bound.epsilon();
		for (int i = 0; i < steps; i++) {
			// Of the divergence from a fixed p, only sum p log p' depends on x'.
			final Tensor gradient =
				network.evaluate(clean.with(current), Objectives.logProbabilities(p)).gradient();
			current = ball.step(current, gradient, -step);
		}
		return current;
	}

	private static Tensor probabilities(final Tensor scores) {
		final int classes = scores.shape().dimension(1);
		final Tensor probabilities = Tensor.zeros(scores.shape());
		for (int n = 0; n < scores.shape().dimension(0); n++) {
			final double total = logSum(scores, n, classes);
			for (int k = n * classes; k < (n + 1) * classes; k++)
				probabilities.data()[k] = (float) Math.exp(scores.data()[k] - total);
		}
		return probabilities;
	}

	/** {@code log sum exp z_k} of an image. */
	private static double logSum(final Tensor scores, final int n, final int classes) {
		double most = Double.NEGATIVE_INFINITY;
		for (int k = n * classes; k < (n + 1) * classes; k++)
			most = Math.max(most, scores.data()[k]);
		double sum = 0;
		for (int k = n * classes; k < (n + 1) * classes; k++)
			sum += Math.exp(scores.data()[k] - most);
		return most + Math.log(sum);
	}

	/**
	 * The loss, and minus its derivative by the scores z of the clean and z' of the changed images:
	 *
	 * <pre>
	 * dL/dz_j  = p_j - y_j + beta p_j (log p_j - log p'_j - KL),   dL/dz'_j = beta (p'_j - p_j)
	 * </pre>
	 */
	static final class Gradient {

		private final Tensor uphill;
		private final double loss;

		/**
		 * @param scores of the clean images, {@code [n, k]}
		 * @param there of the changed ones
		 * @param targets {@code [n, k]}, each row's sum 1
		 */
		Gradient(final Tensor scores, final Tensor there, final Tensor targets, final double beta) {
			final int images = scores.shape().dimension(0);
			final int classes = scores.shape().dimension(1);
			uphill = Tensor.zeros(scores.shape().with(0, 2 * images));
			final float[] out = uphill.data();
			double sum = 0;
			for (int n = 0; n < images; n++) {
				final double here = logSum(scores, n, classes);
				final double changed = logSum(there, n, classes);
				double divergence = 0;
				double entropy = 0;
				for (int k = n * classes; k < (n + 1) * classes; k++) {
					final double log = scores.data()[k] - here;
					divergence += Math.exp(log) * (log - there.data()[k] + changed);
					entropy -= targets.data()[k] * log;
				}
				sum += entropy + beta * divergence;
				for (int k = n * classes; k < (n + 1) * classes; k++) {
					final double log = scores.data()[k] - here;
					final double other = there.data()[k] - changed;
					final double p = Math.exp(log);
					// The mean over the pairs is twice that over all their images.
					out[k] = (float) (2 * (targets.data()[k] - p - beta * p * (log - other - divergence)));
					out[images * classes + k] = (float) (2 * beta * (p - Math.exp(other)));
				}
			}
			loss = sum / images;
		}

		/** {@code [2 n, k]}: of the clean images, then of the changed ones. */
		Tensor uphill() {
			return uphill;
		}

		/** The mean over the images. */
		double loss() {
			return loss;
		}
	}
}
