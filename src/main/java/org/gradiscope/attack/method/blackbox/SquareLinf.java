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

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Squares for {@link Square} in L-infinity (algorithm 2 of the paper): every value of a channel goes up
 * or down by epsilon. The first change is of vertical stripes.
 */
final class SquareLinf implements Square.Sampling {

	private final Pixels image;
	private final EpsilonBall ball;
	private final SplittableRandom random;

	SquareLinf(final Pixels image, final EpsilonBall ball, final SplittableRandom random) {
		this.image = image;
		this.ball = ball;
		this.random = random;
	}

	@Override
	public Tensor start() {
		final int stripes = image.width() * image.channels();
		final double[] change = new double[stripes];
		for (int i = 0; i < stripes; i++)
			change[i] = sign() * ball.bound().epsilon();
		final Tensor start = image.values().copy();
		for (int i = 0; i < start.size(); i++)
			start.data()[i] += (float) change[i % stripes];
		return ball.project(start);
	}

	@Override
	public Tensor next(final Tensor best, final double pixels) {
		final int most = Math.min(image.height(), image.width());
		final int side = Math.max(1, Math.min(most, (int) Math.round(Math.sqrt(pixels))));
		final int top = random.nextInt(image.height() - side + 1);
		final int left = random.nextInt(image.width() - side + 1);
		final Tensor next = best.copy();
		for (int c = 0; c < image.channels(); c++) {
			final double change = 2 * sign() * ball.bound().epsilon();
			for (int z = 0; z < image.depth(); z++)
				for (int y = top; y < top + side; y++)
					for (int x = left; x < left + side; x++)
						next.data()[((z * image.height() + y) * image.width() + x) * image.channels() + c] +=
							(float) change;
		}
		return ball.project(next);
	}

	private int sign() {
		return random.nextBoolean() ? 1 : -1;
	}
}
