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

package org.gradiscope.style;

import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Constant;
import org.gradiscope.objective.Expression.Projection;
import org.gradiscope.objective.Expression.Scale;
import org.gradiscope.objective.Function;
import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * The whole distribution of the activations (Heitz et al. 2021, "A Sliced Wasserstein Loss for Neural
 * Texture Synthesis"): along random directions, the activations of all positions in order. Where the
 * picture has another number of positions than the reference, the reference's are interpolated. The paper
 * takes other directions at every step; here they stay, so that an optimizer that learns the curvature
 * climbs one slope.
 *
 * @param directions unit vectors, {@code [j, c]}
 */
record SlicedWassersteinStatistic(Expression activation, Constant directions)
	implements LayerStatistic {

	/** So many directions at most: each is sorted at each step. */
	private static final int MOST = 64;

	/** As many directions as channels, up to 64. */
	static SlicedWassersteinStatistic of(final Expression activation, final int channels,
		final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final Tensor directions = Tensor.zeros(Shape.of(Math.min(channels, MOST), channels));
		for (int j = 0; j < directions.shape().dimension(0); j++) {
			double square = 0;
			for (int c = 0; c < channels; c++) {
				final float value = (float) Gaussian.next(random);
				directions.data()[j * channels + c] = value;
				square += value * value;
			}
			for (int c = 0; c < channels; c++)
				directions.data()[j * channels + c] /= (float) Math.sqrt(square);
		}
		return new SlicedWassersteinStatistic(activation, new Constant(directions));
	}

	@Override
	public List<Expression> expressions() {
		return List.of(Function.SORTED.of(new Projection(activation, directions)));
	}

	/** @param target {@code [1, j, p]} for as many positions as the picture has */
	@Override
	public Expression distance(final List<Tensor> target) {
		return new Scale(Distances.squared(expressions().get(0), target.get(0)),
			1 / Distances.norm(target));
	}

	/** Rows of sorted values, as many as there would be of another number of positions. */
	static Tensor resampled(final Tensor sorted, final int positions) {
		final int from = sorted.shape().dimension(2);
		if (from == positions) return sorted;
		final Tensor rows = Tensor.zeros(sorted.shape().with(2, positions));
		for (int i = 0; i < rows.size(); i++) {
			final int row = i / positions * from;
			// The value at the same fraction of all positions, each counted at its middle.
			final double at =
				Math.max(0, Math.min(from - 1, (i % positions + 0.5) / positions * from - 0.5));
			final int low = (int) at;
			final int high = Math.min(from - 1, low + 1);
			rows.data()[i] = (float) (sorted.data()[row + low] +
				(at - low) * (sorted.data()[row + high] - sorted.data()[row + low]));
		}
		return rows;
	}
}
