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

package org.gradiscope.attack;

import org.gradiscope.tensor.Blocks;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * The images within epsilon of an original, pixel by pixel, that are inside its value range. Where the
 * original itself lies outside of the range (a display range narrower than the data), so may the
 * others, but no further.
 */
final class Ball {

	private final Shape shape;
	private final float[] lower;
	private final float[] upper;

	Ball(final Pixels original, final double epsilon) {
		shape = original.shape();
		final float[] values = original.values().data();
		lower = new float[values.length];
		upper = new float[values.length];
		for (int i = 0; i < values.length; i++) {
			lower[i] = Math.max((float) (values[i] - epsilon), Math.min(values[i], original.range()
				.min()));
			upper[i] = Math.min((float) (values[i] + epsilon), Math.max(values[i], original.range()
				.max()));
		}
	}

	/** The nearest image of the ball. */
	Tensor project(final Tensor image) {
		final float[] values = image.data();
		final float[] projected = new float[values.length];
		for (int i = 0; i < values.length; i++)
			projected[i] = Math.max(lower[i], Math.min(upper[i], values[i]));
		return Tensor.of(shape, projected);
	}

	/** The nearest image of the ball to {@code current + size sign(gradient)}, with sign(0) = 0. */
	Tensor signStep(final Tensor current, final Tensor gradient, final double size) {
		final float[] values = current.data();
		final float[] moved = new float[values.length];
		final float[] slope = gradient.data();
		final float step = (float) size;
		Blocks.of(moved.length, (from, to) -> {
			for (int i = from; i < to; i++)
				moved[i] = Math.max(lower[i], Math.min(upper[i], values[i] + step * Math.signum(slope[i])));
		});
		return Tensor.of(shape, moved);
	}
}
