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

package org.gradiscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Jacobian-based data set augmentation (Papernot et al. 2017, "Practical Black-Box Attacks against Machine
 * Learning", equation 2 and section 4.2): each image x of class c moves along the sign of the derivative
 * of the substitute's answer for that class,
 *
 * <pre>
 * x + lambda_r sgn(J_F(x)[c]),   lambda_r = lambda (-1)^floor(r / tau)
 * </pre>
 *
 * in round r, and is clipped to the value range. The logarithm of a probability has the sign of its own derivative, so
 * that is taken, which does not vanish where the substitute is sure.
 *
 * @param lambda as a fraction of the value range, over 0
 * @param period tau, after how many rounds its sign changes, at least 1
 * @param kept kappa, how many new images a round makes at most, at least 1: of more, so many are drawn by
 *          reservoir sampling (Vitter 1985)
 */
public record JacobianAugmentation(double lambda, int period, int kept) {

	/** @throws IllegalArgumentException if a value is outside its bounds */
	public JacobianAugmentation {
		if (!(lambda > 0 && lambda <= 1) || period < 1 || kept < 1)
			throw new IllegalArgumentException("An augmentation needs a lambda over 0 and at most 1, a " +
				"period of at least 1 and at least 1 image kept, but " + lambda + ", " + period + " and " +
				kept + " were given.");
	}

	/** Lambda in a round, counted from 0, as a fraction of the value range. */
	double lambda(final int round) {
		return round / period % 2 == 0 ? lambda : -lambda;
	}

	/**
	 * The new images of a round.
	 *
	 * @param examples all so far, with the oracle's classes
	 * @param round from 0
	 * @return as many as there are, or {@link #kept} if there are more
	 */
	Pixels of(final Network substitute, final Examples examples, final int round,
		final SplittableRandom random) {
		final Examples chosen =
			examples.count() <= kept ? examples : examples.at(reservoir(examples.count(), random));
		final Pixels images = chosen.images();
		final float[] slope = slope(substitute, chosen).data();
		final float step = (float) (lambda(round) * images.range().extent());
		final Tensor moved = images.values().copy();
		for (int i = 0; i < moved.size(); i++)
			moved.data()[i] = Math.max(images.range().min(),
				Math.min(images.range().max(), moved.data()[i] + step * Math.signum(slope[i])));
		return images.with(moved);
	}

	private static Tensor slope(final Network substitute, final Examples examples) {
		final List<Tensor> slopes = new ArrayList<>();
		final int together = Batches.size(examples.images(), examples.count());
		for (int from = 0; from < examples.count(); from += together) {
			final Examples part = examples.items(from, Math.min(from + together, examples.count()));
			slopes.add(substitute.answer(Query.of(part.images())
				.objective(
					Objectives.logProbabilities(part.targets(substitute.descriptor().labels().count(), 0)))
				.withGradient()).gradient());
		}
		return Tensor.batch(slopes);
	}

	/** Algorithm R: each image has the same chance. */
	private int[] reservoir(final int count, final SplittableRandom random) {
		final int[] chosen = new int[kept];
		for (int i = 0; i < count; i++) {
			final int place = i < kept ? i : random.nextInt(i + 1);
			if (place < kept) chosen[place] = i;
		}
		return chosen;
	}
}
