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

package org.gradiscope.attribution.check;

import org.gradiscope.engine.EngineException;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** Maps with their channels made one. */
final class ChannelReduction {

	private ChannelReduction() {}

	/**
	 * The sum over channels, one number a pixel.
	 *
	 * @throws EngineException if the map is not finite
	 */
	static double[] sums(final Tensor map) {
		return sums(map, false);
	}

	/** The sum of the magnitudes over channels, one number a pixel. */
	static double[] magnitudes(final Tensor map) {
		return sums(map, true);
	}

	private static double[] sums(final Tensor map, final boolean absolute) {
		final int channels = map.shape().dimension(3);
		final double[] sums = new double[map.size() / channels];
		for (int i = 0; i < map.size(); i++) {
			final float value = map.data()[i];
			if (!Float.isFinite(value)) throw new EngineException("The map holds the value " + value +
				", so it cannot be compared or put in order; take " + "another score or method.");
			sums[i / channels] += absolute ? Math.abs(value) : value;
		}
		return sums;
	}

	/** Brought to 0..1, {@code [1, h, w, 1]}; all zero where all numbers are equal. */
	static Tensor normalized(final double[] values, final Shape shape) {
		double min = Double.POSITIVE_INFINITY;
		double max = Double.NEGATIVE_INFINITY;
		for (final double value : values) {
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
		final Tensor normalized = Tensor.zeros(shape.with(3, 1));
		if (max > min) for (int i = 0; i < values.length; i++)
			normalized.data()[i] = (float) ((values[i] - min) / (max - min));
		return normalized;
	}
}
