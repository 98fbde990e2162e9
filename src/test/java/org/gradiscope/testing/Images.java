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

package org.gradiscope.testing;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/** Images for tests. */
public final class Images {

	private Images() {}

	/** Uniform noise over the range, of the shape {@code [n, h, w, c]}; equal seeds give equal images. */
	public static Pixels noise(final ValueRange range, final long seed, final int... shape) {
		final SplittableRandom random = new SplittableRandom(seed);
		final Tensor values = Tensor.zeros(Shape.of(shape));
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = (float) (range.min() + range.extent() * random.nextDouble());
		return new Pixels(values, range);
	}

	/** The same value everywhere. */
	public static Pixels constant(final ValueRange range, final float value, final int... shape) {
		final Tensor values = Tensor.zeros(Shape.of(shape));
		Arrays.fill(values.data(), value);
		return new Pixels(values, range);
	}

	/** One image, grey, of one row. */
	public static Pixels row(final ValueRange range, final float... values) {
		return new Pixels(Tensor.of(Shape.of(1, 1, values.length, 1), values), range);
	}

	/** Single images of one shape and range, as a batch. */
	public static Pixels batch(final Pixels... images) {
		return images[0].with(Tensor.batch(Arrays.stream(images).map(Pixels::values).toList()));
	}

	/** 0 to 15, row by row: what network N is shown. */
	public static Pixels ramp() {
		final float[] values = new float[16];
		for (int i = 0; i < 16; i++)
			values[i] = i;
		return new Pixels(Tensor.of(Shape.of(1, 4, 4, 1), values), ValueRange.UNIT);
	}
}
