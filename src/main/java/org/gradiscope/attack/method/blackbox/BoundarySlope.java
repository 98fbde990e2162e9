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

import java.util.SplittableRandom;

import org.gradiscope.attack.bound.Norm;
import org.gradiscope.engine.Batches;
import org.gradiscope.tensor.Tensor;

/**
 * Where more fools, at a point of the boundary: a Monte Carlo estimate of the gradient's direction from
 * decisions alone (Chen et al. 2020, equations 9 and 16). Of B directions {@code u_b} of length 1,
 * uniform on the sphere, in L-infinity of values uniform in -1..1,
 *
 * <pre>
 * v = sum_b (phi_b - mean phi) u_b,   phi_b = 1 if x + delta u_b fools, else -1
 * </pre>
 *
 * and without the mean where all decisions are alike. What the value range cuts off a copy, its direction
 * is without.
 */
final class BoundarySlope {

	private final Decisions decisions;
	private final SplittableRandom random;

	BoundarySlope(final Decisions decisions, final SplittableRandom random) {
		this.decisions = decisions;
		this.random = random;
	}

	/**
	 * @param point of the boundary, {@code [1, h, w, c]}
	 * @param delta how far copies are from it, in L2
	 * @param count B
	 * @return of length 1, {@code [1, h, w, c]}
	 */
	Tensor at(final Tensor point, final double delta, final int count) {
		final Sums sums = new Sums(point);
		while (sums.count < count) {
			final Tensor copies =
				Batches.empty(decisions.image(), decisions.together(count - sums.count));
			final int some = copies.shape().dimension(0);
			for (int i = 0; i < some; i++)
				System.arraycopy(copy(point, delta).data(), 0, copies.data(), i * point.size(),
					point.size());
			sums.add(copies, decisions.fooled(copies));
		}
		return sums.direction();
	}

	private Tensor copy(final Tensor point, final double delta) {
		final double[] direction = new double[point.size()];
		double squares = 0;
		for (int i = 0; i < direction.length; i++) {
			if (!decisions.isFree(i)) continue;
			direction[i] =
				decisions.norm() == Norm.L2 ? random.nextGaussian() : 2 * random.nextDouble() - 1;
			squares += direction[i] * direction[i];
		}
		final double scale = delta / Math.max(Double.MIN_NORMAL, Math.sqrt(squares));
		final float[] values = point.data().clone();
		for (int i = 0; i < values.length; i++)
			values[i] += (float) (scale * direction[i]);
		return decisions.ball().project(Tensor.of(point.shape(), values));
	}

	/** Sums over copies of how far they are from the point. */
	private static final class Sums {

		private final Tensor point;
		private final double[] all;
		private final double[] signed;
		private int count;
		private int fooled;

		Sums(final Tensor point) {
			this.point = point;
			all = new double[point.size()];
			signed = new double[point.size()];
		}

		void add(final Tensor copies, final boolean[] fools) {
			for (int n = 0; n < fools.length; n++) {
				for (int i = 0; i < all.length; i++) {
					final double change = (double) copies.data()[n * all.length + i] - point.data()[i];
					all[i] += change;
					signed[i] += fools[n] ? change : -change;
				}
				count++;
				if (fools[n]) fooled++;
			}
		}

		Tensor direction() {
			final double mean = fooled == 0 || fooled == count ? 0 : (2.0 * fooled - count) / count;
			double squares = 0;
			for (int i = 0; i < signed.length; i++) {
				signed[i] -= mean * all[i];
				squares += signed[i] * signed[i];
			}
			final double length = Math.max(Double.MIN_NORMAL, Math.sqrt(squares));
			final Tensor direction = Tensor.zeros(point.shape());
			for (int i = 0; i < signed.length; i++)
				direction.data()[i] = (float) (signed[i] / length);
			return direction;
		}
	}
}
