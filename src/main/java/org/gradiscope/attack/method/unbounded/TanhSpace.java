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

package org.gradiscope.attack.method.unbounded;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.tensor.ParallelBlocks;
import org.gradiscope.tensor.Tensor;

/**
 * Images as the hyperbolic tangent of numbers without bounds: {@code x = m + h tanh(w)} with m the middle
 * between the smallest and the largest that a value may be, and h half their distance (Carlini &amp; Wagner
 * 2016). Whatever w is, x is inside.
 */
final class TanhSpace {

	/**
	 * A value on the border is a ten-thousandth of h inside, where w is finite. The authors' program has a
	 * millionth: from so far out a value needs hundreds of steps until it moves at all.
	 */
	private static final double INSIDE = 0.9999;

	private final EpsilonBall ball;

	TanhSpace(final EpsilonBall ball) {
		this.ball = ball;
	}

	private double middle(final int i) {
		return ((double) ball.lower(i) + ball.upper(i)) / 2;
	}

	private double half(final int i) {
		return ((double) ball.upper(i) - ball.lower(i)) / 2;
	}

	/** The w of images, 0 where nothing may change. */
	float[] encode(final Tensor images) {
		final float[] w = new float[images.size()];
		for (int i = 0; i < w.length; i++) {
			if (half(i) == 0) continue;
			final double t = INSIDE * (images.data()[i] - middle(i)) / half(i);
			w[i] = (float) (Math.log((1 + t) / (1 - t)) / 2);
		}
		return w;
	}

	/** The images of w. */
	Tensor decode(final float[] w, final Tensor like) {
		final float[] values = new float[w.length];
		ParallelBlocks.of(w.length, (from, to) -> {
			for (int i = from; i < to; i++)
				values[i] = (float) (middle(i) + half(i) * tanh(w[i]));
		});
		return Tensor.of(like.shape(), values);
	}

	/** {@code dx / dw}. */
	double slope(final int i, final float w) {
		final double t = tanh(w);
		return half(i) * (1 - t * t);
	}

	/** By one exponential, several times as fast as Java's. */
	private static double tanh(final double w) {
		return 1 - 2 / (1 + Math.exp(2 * w));
	}
}
